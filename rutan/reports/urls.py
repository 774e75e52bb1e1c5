"""Pages of reports."""

from django.urls import path

from rutan.reports import views, views_audit, views_making

app_name = "reports"
urlpatterns = [
    path("", views.editions, name="list"),
    path("ask/", views_making.ask, name="ask"),
    path("figures/", views.catalogue, name="figures"),
    path("<int:edition_id>/", views.show, name="show"),
    path("<int:edition_id>/figures/<str:code>/", views.rows, name="rows"),
    path("<int:edition_id>/file.<str:kind>", views.download, name="file"),
    path("<int:edition_id>/correct/", views_making.correct, name="correct"),
    path("<int:edition_id>/approve/", views_making.approve, name="approve"),
    path("<int:edition_id>/withdraw/", views_making.withdraw, name="withdraw"),
    path("audit/", views_audit.audit, name="audit"),
]
