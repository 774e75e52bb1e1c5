"""Pages of the case file; ``rutan.urls`` puts them beside those of ``inmates``."""

from django.urls import path

from rutan.casefile import views

urlpatterns = [
    path("<int:inmate_id>/", views.show, name="show"),
    path("<int:inmate_id>/history/", views.history, name="history"),
    path("<int:inmate_id>/history/print/", views.history_print, name="history_print"),
]
