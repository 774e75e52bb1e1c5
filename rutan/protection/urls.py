"""Pages of data protection."""

from django.urls import path

from rutan.protection import views

app_name = "protection"
urlpatterns = [
    path("", views.record_of_processing, name="record"),
    path("print/", views.record_print, name="record_print"),
    path("people/<int:inmate_id>/", views.person, name="person"),
    path("files/<int:disclosure_id>/", views.file, name="file"),
    path("files/<int:disclosure_id>/download/", views.file_take, name="file_take"),
]
