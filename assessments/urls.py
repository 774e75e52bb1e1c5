"""Pages of assessments."""

from django.urls import path

from assessments import views, views_certificates, views_form

app_name = "assessments"
urlpatterns = [
    path("", views.to_screen, name="list"),
    path("drafts/", views.drafts, name="drafts"),
    path("signed/", views.signed, name="signed"),
    path("start/<int:inmate_id>/", views_form.start, name="start"),
    path("<int:assessment_id>/", views.show, name="show"),
    path("<int:assessment_id>/print/", views.paper, name="print"),
    path("<int:assessment_id>/void/", views.void, name="void"),
    path("<int:assessment_id>/answers/", views_form.take, name="take"),
    path("<int:assessment_id>/save/", views_form.save, name="save"),
    path("<int:assessment_id>/discard/", views_form.discard, name="discard"),
    path("<int:assessment_id>/sign/", views_form.sign, name="sign"),
    path("certificates/", views_certificates.certificates, name="certificates"),
    path("certificates/mine/", views_certificates.own_certificates, name="own_certificates"),
    path("certificates/new/", views_certificates.register, name="register"),
    path("certificates/<int:certificate_id>/withdraw/", views_certificates.withdraw, name="withdraw"),
]
