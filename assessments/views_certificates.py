"""Certificates of assessors: the rehabilitation officer keeps them, an assessor sees their own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import queries_certificates
from assessments.access import open_certificate
from assessments.forms import CertificateForm, ReasonForm
from assessments.refusals import CertificateRefused
from assessments.services_certificates import register_certificate, withdraw_certificate
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.core import clock
from rutan.core.errors import Refused


@requires(Permission.ASSESSOR_CERTIFICATE_EDIT)
def certificates(request: SignedInRequest) -> HttpResponse:
    """Everybody who assesses at the facility, and what they may sign."""
    holders = queries_certificates.assessors_of(here(), on=clock.today())
    return render(request, "assessments/certificates.html", {"holders": holders})


@requires(Permission.ASSESSMENT_SIGN)
def own_certificates(request: SignedInRequest) -> HttpResponse:
    """What the reader may sign."""
    held = queries_certificates.certificates_of(request.user, on=clock.today())
    return render(request, "assessments/own_certificates.html", {"certificates": held})


@requires(Permission.ASSESSOR_CERTIFICATE_EDIT)
def register(request: SignedInRequest) -> HttpResponse:
    """Register a certificate as it stands on paper."""
    assessors = queries_certificates.people_who_assess(here(), on=clock.today())
    form = CertificateForm(request.POST or None, assessors=assessors)
    if form.is_valid():
        try:
            register_certificate(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The certificate is registered."))
            return redirect("assessments:certificates")
    context = {"form": form, "cancel_url": reverse("assessments:certificates")}
    return render(request, "assessments/register.html", context, status=422 if form.is_bound else 200)


@requires(Permission.ASSESSOR_CERTIFICATE_EDIT)
def withdraw(request: SignedInRequest, certificate_id: int) -> HttpResponse:
    """Withdraw a certificate, with a reason; what was signed under it stays."""
    certificate = open_certificate(here(), certificate_id, on=clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            withdraw_certificate(certificate=certificate, by=request.user, **form.cleaned_data)
        except CertificateRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The certificate is withdrawn."))
            return redirect("assessments:certificates")
    context = {"form": form, "certificate": certificate, "submit": _("Withdraw")}
    context["cancel_url"] = reverse("assessments:certificates")
    return render(request, "assessments/withdraw.html", context, status=422 if form.is_bound else 200)
