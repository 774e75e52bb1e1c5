"""The public page on which anybody can check a paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from rutan.accounts.decorators import public
from rutan.letters import queries
from rutan.letters.forms import CodeForm


@public
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("letters:check", form.cleaned_data["code"])
    return _unlisted(render(request, "letters/ask.html", {"form": form}))


@public
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the paper with this code holds; a code that is nobody's looks like one that cannot be."""
    found = queries.checked(code)
    context = {"found": found, "form": CodeForm()}
    return _unlisted(render(request, "letters/check.html", context, status=200 if found else 404))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
