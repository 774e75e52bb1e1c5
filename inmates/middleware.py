"""Leads whoever asks for something of a row that was merged to the page that says where it went."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from inmates.access import RecordMerged


class MergedMiddleware:
    """Answer :class:`RecordMerged` by the row's own page, which is read only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is done to other requests."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Called once the view's transaction is taken back."""
        if isinstance(exception, RecordMerged):
            return redirect("inmates:show", exception.inmate_id)
        return None
