"""Pages of background work."""

from django.urls import path

from rutan.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:job_id>/", views.show, name="show"),
    path("<int:job_id>/cancel/", views.cancel, name="cancel"),
]
