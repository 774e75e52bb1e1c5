"""The case file of one person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from inmates.access import open_record
from inmates.models import Inmate
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.casefile.merged import merged_file
from rutan.casefile.queries import case_file, chosen_year, history_of
from rutan.core import clock


@requires(Permission.INMATE_VIEW)
def show(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Everything the role may see of one person; that it was opened is written down."""
    inmate = open_record(request.user, inmate_id, merged_too=True)
    if inmate.is_merged:
        record(action="casefile.opened", subject=inmate, by=request.user)
        return render(request, "casefile/merged.html", merged_file(inmate, current()))
    context = _opened(request, inmate, "casefile.opened")
    return render(request, "casefile/show.html", context)


@requires(Permission.INMATE_VIEW)
def history(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """What happened to one person, a year on a page."""
    context = _opened(request, open_record(request.user, inmate_id), "casefile.history.opened")
    context["year"] = chosen_year(context["history"], request.GET.get("year", ""))
    return render(request, "casefile/history.html", context)


@requires(Permission.INMATE_VIEW)
def history_print(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Everything that happened to one person, on paper."""
    context = _opened(request, open_record(request.user, inmate_id), "casefile.history.printed")
    context |= {"back_url": reverse("inmates:history", args=[inmate_id]), "printed_at": clock.now()}
    return render(request, "casefile/history_print.html", context)


def _opened(request: SignedInRequest, inmate: Inmate, action: str) -> dict[str, Any]:
    record(action=action, subject=inmate, by=request.user)
    file = case_file(inmate, current(), on=clock.today(), now=clock.now())
    return {"file": file, "inmate": inmate, "history": history_of(file), "facility": inmate.facility}
