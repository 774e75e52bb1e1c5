"""Pages of the case file; ``rutan.urls`` puts them beside those of ``inmates``."""

from django.urls import path

from rutan.casefile import views

urlpatterns = [
    path("<int:inmate_id>/", views.show, name="show"),
]
