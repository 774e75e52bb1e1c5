"""Being taken out and coming back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inmates import services_absences
from inmates.access import open_absence, open_record
from inmates.forms_absences import BackForm, SendOutForm
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.core.errors import Refused


@requires(Permission.CELL_EDIT)
def send_out(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Write down that somebody is taken out."""
    inmate = open_record(request.user, inmate_id)
    form = SendOutForm(request.POST or None)
    if form.is_valid():
        try:
            services_absences.send_out(inmate=inmate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Written down as away."))
            return redirect("inmates:register", inmate.pk)
    context = {"form": form, "inmate": inmate, "cancel_url": reverse("inmates:register", args=[inmate.pk])}
    return render(request, "inmates/send_out.html", context, status=422 if form.is_bound else 200)


@requires(Permission.CELL_EDIT)
def bring_back(request: SignedInRequest, absence_id: int) -> HttpResponse:
    """Write down that somebody came back."""
    absence = open_absence(request.user, absence_id)
    form = BackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services_absences.bring_back(absence=absence, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Written down as back."))
            return redirect("inmates:register", absence.inmate_id)
    context = {
        "form": form,
        "absence": absence,
        "inmate": absence.inmate,
        "cancel_url": reverse("inmates:away"),
    }
    return render(request, "inmates/bring_back.html", context, status=422 if form.is_bound else 200)


@requires(Permission.CELL_EDIT)
@require_POST
def withdraw(request: SignedInRequest, absence_id: int) -> HttpResponse:
    """Void an absence that was entered by mistake."""
    absence = open_absence(request.user, absence_id)
    services_absences.withdraw_absence(absence=absence, by=request.user)
    messages.success(request, _("The absence was withdrawn."))
    return redirect("inmates:register", absence.inmate_id)
