"""Sets the scope of each request, records what was refused, and asks for the second factor.

All stand outside the view's transaction (ATOMIC_REQUESTS wraps the view alone), so a refusal is written after the
refused transaction has rolled back.
"""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from rutan.accounts.models import User
from rutan.accounts.queries import facilities_of
from rutan.accounts.scope import Scope, current, entered
from rutan.accounts.services_sessions import note_activity
from rutan.agencies.models import Facility
from rutan.audit.services import record_refusals

GetResponse = Callable[[HttpRequest], HttpResponse]
FACILITY_KEY = "facility"
LANGUAGE_COOKIE = "pulih_language"


def scope_middleware(get_response: GetResponse) -> GetResponse:
    """Know for whom the request is, in which language they read, and on which facility's clock."""

    def middleware(request: HttpRequest) -> HttpResponse:
        scope = scope_of(request)
        with translation.override(language_of(request, scope.user)), entered(scope):
            if scope.facility is None:
                return get_response(request)
            with timezone.override(scope.facility.zone):
                return get_response(request)

    return middleware


def refusal_middleware(get_response: GetResponse) -> GetResponse:
    """Write refused accesses once the view's own transaction is gone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if refusals := current().refusals:
            with transaction.atomic():
                record_refusals(refusals)
        return response

    return middleware


def scope_of(request: HttpRequest) -> Scope:
    """Work out the scope of a request; an anonymous one reaches nothing."""
    route, request_id = f"{request.method} {request.path}", uuid4().hex
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return Scope(user=None, facility=None, route=route, request_id=request_id)
    facilities = facilities_of(user.reach, on=timezone.localdate())
    facility = chosen_facility(facilities, request.session.get(FACILITY_KEY))
    facility_id = facility.pk if facility else None
    return Scope(
        user=user,
        facility=facility,
        facilities=facilities,
        roles=user.reach.roles_at(facility_id),
        permissions=user.reach.permissions_at(facility_id),
        agency_ids=user.reach.agency_ids,
        route=route,
        request_id=request_id,
    )


def chosen_facility(facilities: tuple[Facility, ...], code: str | None) -> Facility | None:
    """Return the facility the person switched to, else the first they may work for."""
    for facility in facilities:
        if facility.code == code:
            return facility
    return facilities[0] if facilities else None


def language_of(request: HttpRequest, user: User | None) -> str:
    """Return the person's own choice, before sign-in that of the browser's cookie, else Indonesian."""
    wanted = user.language if user else request.COOKIES.get(LANGUAGE_COOKIE, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def activity_middleware(get_response: GetResponse) -> GetResponse:
    """Note when and where a session is used: once a minute, and at once from another address or browser.

    One statement a request, which mostly changes nothing; allauth's own middleware reads, locks and writes the row with
    five, each time. The row itself is made by allauth at sign-in.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key:
            from allauth.account.adapter import get_adapter  # settings must be loaded before allauth is

            note_activity(
                session_key=request.session.session_key,
                ip=get_adapter().get_client_ip(request),
                browser=request.META.get("HTTP_USER_AGENT", ""),
            )
        return get_response(request)

    return middleware


class DetourMiddleware:
    """Send somebody elsewhere before any other page, while something of theirs is missing."""

    OPEN: tuple[str, ...] = ("account_logout", "account_reauthenticate", "switch_language")
    WAY: str

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the decision needs the resolved view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Redirect a signed-in person, unless the page is for anybody or part of the way."""
        if not isinstance(request.user, User) or not getattr(view, "login_required", True):
            return None
        match = request.resolver_match
        if match and match.view_name.startswith(self.OPEN):
            return None
        return redirect(self.WAY) if self.is_missing(request.user) else None

    def is_missing(self, user: User) -> bool:
        """Whether the person has to go there first."""
        raise NotImplementedError


class OwnPasswordMiddleware(DetourMiddleware):
    """Whoever was given a temporary password chooses one of their own."""

    OPEN = (*DetourMiddleware.OPEN, "account_change_password", "mfa_authenticate")
    WAY = "account_change_password"

    def is_missing(self, user: User) -> bool:
        """The password was given by somebody else."""
        return user.must_change_password


class SecondFactorMiddleware(DetourMiddleware):
    """Whoever has no second factor sets one up, where the installation requires it."""

    OPEN = (*DetourMiddleware.OPEN, "account_change_password", "mfa_")
    WAY = "mfa_activate_totp"

    def is_missing(self, user: User) -> bool:
        """One is required, and there is none."""
        from allauth.mfa.adapter import get_adapter  # settings must be loaded before allauth is

        return settings.SECOND_FACTOR == "required" and not get_adapter().is_mfa_enabled(user)
