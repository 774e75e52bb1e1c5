"""Pages of the dashboard."""

from django.urls import path

from rutan.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.show, name="show"),
    path("rows/<slug:code>/", views.rows, name="rows"),
    path("rows/<slug:code>/<str:part>/", views.rows, name="part"),
    path("work/<slug:code>/", views.work, name="work"),
    path("table/<slug:code>.csv", views.table, name="table"),
]
