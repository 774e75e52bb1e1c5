"""Pages of the register."""

from django.urls import path

from inmates import (
    views,
    views_absences,
    views_blocks,
    views_consent,
    views_history,
    views_moves,
    views_places,
)

app_name = "inmates"
urlpatterns = [
    path("", views.people, name="list"),
    path("<int:inmate_id>/consent/", views_consent.consent, name="consent"),
    path("<int:inmate_id>/register/", views_history.register, name="register"),
    path("<int:inmate_id>/register/line/", views_history.line, name="register_line"),
    path("<int:inmate_id>/register/remission/", views_history.remission, name="register_remission"),
    path("<int:inmate_id>/register/sentence/", views_history.sentence, name="register_sentence"),
    path("<int:inmate_id>/register/official/", views_history.official, name="register_official"),
    path("<int:inmate_id>/away/", views_absences.send_out, name="send_out"),
    path("absences/<int:absence_id>/back/", views_absences.bring_back, name="bring_back"),
    path("absences/<int:absence_id>/withdraw/", views_absences.withdraw, name="absence_withdraw"),
    path("places/", views_places.board, name="places"),
    path("places/print/", views_places.board_print, name="places_print"),
    path("places/people/", views_places.people, name="places_people"),
    path("places/away/", views_places.away, name="away"),
    path("places/move/", views_moves.move, name="move"),
    path("places/moves/<int:place_id>/undo/", views_moves.undo, name="move_undo"),
    path("places/blocks/", views_blocks.blocks, name="blocks"),
    path("places/blocks/new/", views_blocks.block_new, name="block_new"),
    path("places/blocks/<int:block_id>/", views_blocks.block_change, name="block"),
    path("places/blocks/<int:block_id>/close/", views_blocks.block_close, name="block_close"),
    path("places/blocks/<int:block_id>/cells/new/", views_blocks.cell_new, name="cell_new"),
    path("places/cells/<int:cell_id>/", views_blocks.cell_change, name="cell"),
    path("places/cells/<int:cell_id>/close/", views_blocks.cell_close, name="cell_close"),
    path("search/", views.search, name="search"),
    path("import/", views.import_new, name="import"),
    path("import/<int:import_id>/", views.import_show, name="import_show"),
    path("import/<int:import_id>/confirm/", views.import_confirm, name="import_confirm"),
    path("import/<int:import_id>/discard/", views.import_discard, name="import_discard"),
]
