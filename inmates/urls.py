"""Pages of the register."""

from django.urls import path

from inmates import views, views_consent, views_departures, views_history, views_person

app_name = "inmates"
urlpatterns = [
    path("", views.people, name="list"),
    path("<int:inmate_id>/consent/", views_consent.consent, name="consent"),
    path("<int:inmate_id>/register/", views_history.register, name="register"),
    path("<int:inmate_id>/register/line/", views_history.line, name="register_line"),
    path("<int:inmate_id>/register/remission/", views_history.remission, name="register_remission"),
    path("<int:inmate_id>/register/sentence/", views_history.sentence, name="register_sentence"),
    path("<int:inmate_id>/register/official/", views_history.official, name="register_official"),
    path("<int:inmate_id>/correct/", views_person.correct, name="correct"),
    path("<int:inmate_id>/leave/", views_departures.leave, name="leave"),
    path("<int:inmate_id>/leave/take-back/", views_departures.take_back, name="take_back"),
    path("<int:inmate_id>/again/", views_person.admit_again, name="admit_again"),
    path("new/", views_person.admit, name="admit"),
    path("left/", views_departures.former, name="former"),
    path("arrivals/", views_person.arrivals, name="arrivals"),
    path("arrivals/<int:transfer_id>/", views_person.arrive, name="arrive"),
    path("left-open/<int:end_id>/", views_departures.settle, name="settle"),
    path("opened/<int:grant_id>/close/", views_departures.close_record, name="close_record"),
    path("search/", views.search, name="search"),
    path("import/", views.import_new, name="import"),
    path("import/<int:import_id>/", views.import_show, name="import_show"),
    path("import/<int:import_id>/confirm/", views.import_confirm, name="import_confirm"),
    path("import/<int:import_id>/discard/", views.import_discard, name="import_discard"),
]
