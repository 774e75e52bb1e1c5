"""Choices a person makes about their own work: which facility, which language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from rutan.accounts import services
from rutan.accounts.decorators import SignedInRequest, public, requires
from rutan.accounts.middleware import FACILITY_KEY, LANGUAGE_COOKIE
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current

YEAR = 365 * 24 * 60 * 60


@requires(Permission.HOME_VIEW)
@require_POST
def switch_facility(request: SignedInRequest) -> HttpResponse:
    """Work for another facility; one out of reach changes nothing."""
    code = request.POST.get("facility", "")
    if code in {facility.code for facility in current().facilities}:
        request.session[FACILITY_KEY] = code
    return redirect("home")


@public
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Read the pages in another language; kept with the account, before sign-in in the browser."""
    language, after = request.POST.get("language", ""), request.POST.get("next", "/")
    # Only a whole path: ``redirect`` would take a bare word for the name of a page.
    safe = after.startswith("/") and url_has_allowed_host_and_scheme(
        after, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = redirect(after if safe else "/")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=YEAR, secure=settings.TLS, httponly=True, samesite="Lax"
        )
        if isinstance(request.user, User):
            services.choose_language(user=request.user, language=language)
    return response
