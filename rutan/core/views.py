"""Pages of the process itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in words that the form is too old; what was typed is still in the browser behind Back."""
    return render(request, "403_csrf.html", status=403)
