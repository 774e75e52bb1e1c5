"""Pages of rehab."""

from django.urls import path

from rehab import views, views_tiers

app_name = "rehab"
urlpatterns = [
    path("", views.work, name="list"),
    path("rules/", views.rules, name="rules"),
    path("<int:inmate_id>/tier/", views_tiers.tier, name="tier"),
    path("<int:inmate_id>/tier/decide/", views_tiers.decide, name="decide"),
    path("decisions/<int:decision_id>/", views_tiers.second, name="second"),
]
