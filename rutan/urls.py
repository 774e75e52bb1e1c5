"""Which page answers at which address."""

from allauth.account import views as account_views
from django.urls import include, path

from inmates import urls as inmates_urls
from rutan import views
from rutan.accounts import views as accounts_views
from rutan.casefile import urls as casefile_urls

# Only the pages of allauth that are wanted: no public sign-up, no reset by mail.
account_pages = [
    path("login/", account_views.login, name="account_login"),
    path("logout/", account_views.logout, name="account_logout"),
    path("inactive/", account_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", account_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account_views.password_change, name="account_change_password"),
    path("password/set/", account_views.password_set, name="account_set_password"),
    path("signup/", views.no_sign_up, name="account_signup"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include(account_pages)),
    path("accounts/", include("rutan.accounts.urls")),
    path("settings/", include(([path("", views.settings_index, name="index")], "settings"))),
    path("facility/", accounts_views.switch_facility, name="switch_facility"),
    path("language/", accounts_views.switch_language, name="switch_language"),
    path("jobs/", include("rutan.jobs.urls")),
    # The case file of a person stands above all that it shows, at the address of the person.
    path("inmates/", include(([*inmates_urls.urlpatterns, *casefile_urls.urlpatterns], "inmates"))),
    path("timetable/", include("rutan.timetable.urls")),
    path("assessments/", include("assessments.urls")),
    path("rehab/", include("rehab.urls")),
    path("training/", include("training.urls")),
    path("coordination/", include("rutan.coordination.urls")),
    path("reports/", include("rutan.reports.urls")),
    path("protection/", include("rutan.protection.urls")),
    path("dashboard/", include("rutan.dashboard.urls")),
    path("verify/", include("rutan.letters.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

handler400 = "django.views.defaults.bad_request"
