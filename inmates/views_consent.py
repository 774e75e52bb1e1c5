"""The page on which a person's consents are written down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from inmates import queries_consent
from inmates.access import open_record
from inmates.forms_consent import ConsentForm
from inmates.services_consent import ConsentRefused, record_sitting
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.audit.services import record


@requires(Permission.CONSENT_RECORD)
def consent(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """What a person agreed to, and a form for what they decide now."""
    inmate = open_record(request.user, inmate_id)
    matters = queries_consent.matters_of(inmate, on=timezone.localdate())
    form = ConsentForm(request.POST or None, matters=matters)
    if form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("decided_on", "expires_on")}
        try:
            record_sitting(inmate=inmate, answers=form.answers(), by=request.user, **days)
        except ConsentRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The decision is written down."))
            return redirect("inmates:consent", inmate.pk)
    record(action="inmates.consent.opened", subject=inmate, by=request.user)
    earlier = queries_consent.earlier_decisions(inmate)
    context = {"inmate": inmate, "form": form, "earlier": earlier}
    return render(request, "inmates/consent.html", context, status=422 if form.is_bound else 200)
