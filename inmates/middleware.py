"""Leads whoever asks for something of a row that was merged to the page that says where it went."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from inmates.access import RecordMerged
from inmates.queries_merging import went_into

UNTYPED = frozenset({"csrfmiddlewaretoken", "request_key", "seen", "step", "confirmed"})
CODE = re.compile(r"[a-z_]*|[A-Z]|\d{1,9}")


class MergedMiddleware:
    """Answer :class:`RecordMerged` by the row's own page, which is read only; a form that was sent is not lost by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is done to other requests."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called once the view's transaction is taken back."""
        if not isinstance(exception, RecordMerged):
            return None
        if request.method != "POST":
            return redirect("inmates:show", exception.inmate_id)
        return _merged_meanwhile(request, exception.inmate_id)


def _merged_meanwhile(request: HttpRequest, inmate_id: int) -> HttpResponse:
    """Say that nothing was stored, where the person goes on, and what was written, to be written there."""
    assert request.user.is_authenticated  # somebody has opened the record
    # Keys, signs and choices are no text that anybody typed; choices are quickly made again.
    written = [
        text
        for name, texts in request.POST.lists()
        for text in texts
        if name not in UNTYPED and not CODE.fullmatch(text.strip())
    ]
    context = {"went": went_into(inmate_id, request.user), "inmate_id": inmate_id, "written": written}
    return render(request, "inmates/merged_meanwhile.html", context, status=409)
