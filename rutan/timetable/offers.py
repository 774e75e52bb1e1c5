"""The free times a refusal offers: pressing one brings the same form again with that time filled in."""

from collections.abc import Container
from datetime import datetime

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

BUTTON = "fill"  # its value is the start on the facility's clock, such as ``2026-11-24T10:00``

Entered = MultiValueDict[str, str]


def is_sent(request: HttpRequest) -> bool:
    """Whether the form was sent to be carried out, and not only to take over a free time."""
    return request.method == "POST" and BUTTON not in request.POST


def entered(request: HttpRequest) -> Entered | None:
    """What was entered, with one of the free times taken over if its button was pressed; None before anything was."""
    if request.method != "POST":
        return None
    return filled_with(request.POST, request.POST[BUTTON]) if BUTTON in request.POST else request.POST


def filled_with(data: Entered, start: str) -> Entered:
    """Return what was entered with another start; the form's fields are called ``day`` and ``starts_at_time``."""
    filled = data.copy()
    try:
        moment = datetime.fromisoformat(start)
    except ValueError:
        return filled
    filled["day"], filled["starts_at_time"] = moment.date().isoformat(), f"{moment:%H:%M}"
    return filled


def status_of(form: BaseForm, context: Container[str]) -> int:
    """The status of a page with such a form: 409 with a ``refusal`` in its context, 422 where the form is wrong."""
    if "refusal" in context:
        return 409
    return 422 if form.is_bound and form.errors else 200
