"""Pages of data protection."""

from django.urls import path

from rutan.protection import views, views_breach

app_name = "protection"
urlpatterns = [
    path("", views.record_of_processing, name="record"),
    path("print/", views.record_print, name="record_print"),
    path("people/<int:inmate_id>/", views.person, name="person"),
    path("files/<int:disclosure_id>/", views.file, name="file"),
    path("files/<int:disclosure_id>/download/", views.file_take, name="file_take"),
    path("breaches/", views_breach.breaches, name="breaches"),
    path("breaches/new/", views_breach.breach_new, name="breach_new"),
    path("breaches/<int:breach_id>/", views_breach.breach, name="breach"),
    path("breaches/<int:breach_id>/<slug:step>/", views_breach.breach_step, name="breach_step"),
]
