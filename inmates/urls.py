"""Pages of the register."""

from django.urls import path

from inmates import views, views_consent, views_history, views_import

app_name = "inmates"
urlpatterns = [
    path("", views.people, name="list"),
    path("<int:inmate_id>/consent/", views_consent.consent, name="consent"),
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
    path("import/<int:import_id>/columns/", views_import.columns, name="import_columns"),
    path("import/<int:import_id>/rows/<int:row_id>/", views_import.row, name="import_row"),
    path("import/<int:import_id>/rejected/<str:kind>/", views_import.rejected, name="import_rejected"),
    path("import/<int:import_id>/undo/", views_import.undo, name="import_undo"),
]
