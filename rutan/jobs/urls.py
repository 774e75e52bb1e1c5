"""Pages of background work."""

from django.urls import path

from rutan.jobs import views, views_exports

app_name = "jobs"
urlpatterns = [
    path("exports/", views_exports.exports, name="exports"),
    path("exports/new/", views_exports.export_new, name="export_new"),
    path("exports/<int:export_id>/", views_exports.export, name="export"),
    path("exports/<int:export_id>/file/", views_exports.export_file, name="export_file"),
    path("<int:job_id>/", views.show, name="show"),
    path("<int:job_id>/cancel/", views.cancel, name="cancel"),
]
