"""Pages of reports."""

from django.urls import URLPattern, path

from rutan.reports import views_audit

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("audit/", views_audit.audit, name="audit"),
]
