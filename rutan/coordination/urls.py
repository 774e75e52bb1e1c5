"""Pages of coordination."""

from django.urls import path

from rutan.coordination import views

app_name = "coordination"
urlpatterns = [
    path("", views.opened, name="list"),
]
