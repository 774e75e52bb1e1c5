"""Pages of the register."""

from django.urls import path

from inmates import views, views_consent

app_name = "inmates"
urlpatterns = [
    path("", views.people, name="list"),
    path("<int:inmate_id>/consent/", views_consent.consent, name="consent"),
    path("search/", views.search, name="search"),
    path("import/", views.import_new, name="import"),
    path("import/<int:import_id>/", views.import_show, name="import_show"),
    path("import/<int:import_id>/confirm/", views.import_confirm, name="import_confirm"),
    path("import/<int:import_id>/discard/", views.import_discard, name="import_discard"),
]
