"""Pages of the register."""

from django.urls import path

from inmates import views, views_consent, views_history, views_photo

app_name = "inmates"
urlpatterns = [
    path("", views.people, name="list"),
    path("<int:inmate_id>/consent/", views_consent.consent, name="consent"),
    path("<int:inmate_id>/consent/form/", views_consent.form, name="consent_form"),
    path("<int:inmate_id>/consent/paper/", views_consent.paper, name="consent_paper"),
    path("<int:inmate_id>/consent/<int:consent_id>/paper/", views_consent.scan, name="consent_scan"),
    path("<int:inmate_id>/photo/", views_photo.photo, name="photo"),
    path("<int:inmate_id>/photo/new/", views_photo.photo_new, name="photo_new"),
    path("<int:inmate_id>/photo/remove/", views_photo.photo_remove, name="photo_remove"),
    path("<int:inmate_id>/register/", views_history.register, name="register"),
    path("<int:inmate_id>/register/line/", views_history.line, name="register_line"),
    path("<int:inmate_id>/register/remission/", views_history.remission, name="register_remission"),
    path("<int:inmate_id>/register/sentence/", views_history.sentence, name="register_sentence"),
    path("<int:inmate_id>/register/official/", views_history.official, name="register_official"),
    path("search/", views.search, name="search"),
    path("import/", views.import_new, name="import"),
    path("import/<int:import_id>/", views.import_show, name="import_show"),
    path("import/<int:import_id>/confirm/", views.import_confirm, name="import_confirm"),
    path("import/<int:import_id>/discard/", views.import_discard, name="import_discard"),
]
