"""Pages of rehab."""

from django.urls import path

from rehab import views, views_case_officers, views_groups, views_placement, views_sessions, views_tiers

app_name = "rehab"
urlpatterns = [
    path("", views.work, name="list"),
    path("rules/", views.rules, name="rules"),
    path("<int:inmate_id>/tier/", views_tiers.tier, name="tier"),
    path("<int:inmate_id>/tier/decide/", views_tiers.decide, name="decide"),
    path("decisions/<int:decision_id>/", views_tiers.second, name="second"),
    path("<int:inmate_id>/place/", views_placement.place, name="place"),
    path("placements/<int:placement_id>/end/", views_placement.end, name="end_placement"),
    path("case-officers/", views_case_officers.case_officers_list, name="case_officers"),
    path("case-officers/assign/", views_case_officers.assign, name="assign_case_officer"),
    path("case-officers/end/", views_case_officers.end, name="end_case_officer"),
    path("case-officers/undo/", views_case_officers.undo, name="undo_case_officer"),
    path("groups/", views_groups.groups, name="groups"),
    path("groups/new/", views_groups.new_group, name="new_group"),
    path("groups/<int:group_id>/", views_groups.group, name="group"),
    path("groups/<int:group_id>/close/", views_groups.close, name="close_group"),
    path("groups/<int:group_id>/session/", views_groups.new_session, name="new_session"),
    path("sessions/", views_sessions.sessions, name="sessions"),
    path("sessions/<int:session_id>/attendance/", views_sessions.attendance, name="attendance"),
    path("sessions/<int:session_id>/attendance/mark/", views_sessions.mark, name="mark"),
]
