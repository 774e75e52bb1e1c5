"""Pages of letters."""

from django.urls import path

from rutan.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("<str:code>/", views.check, name="check"),
]
