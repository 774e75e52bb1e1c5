"""Pages of coordination."""

from django.urls import path

from rutan.coordination import views

app_name = "coordination"
urlpatterns = [
    path("", views.opened, name="list"),
    path("search/", views.search, name="search"),
    path("open/", views.open_people, name="open"),
    path("close/", views.close_people, name="close"),
    path("undo/", views.undo, name="undo"),
]
