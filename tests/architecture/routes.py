"""Every route says who may open it (house.md, habit 23)."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

from rutan.accounts.permissions import Permission

# allauth's own views cannot carry our decorators: each that is routed stands here, with who gets in.
SIGNED_IN = "signed in"
ANYBODY = "anybody"
ALLAUTH = {
    "account_login": ANYBODY,
    "account_logout": ANYBODY,
    "account_inactive": ANYBODY,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "mfa_authenticate": ANYBODY,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_login_webauthn": ANYBODY,
    "usersessions_list": SIGNED_IN,
}


def routes(
    resolver: URLResolver, before: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, Any]]:
    """All routes below a resolver: address, name with its namespaces, view."""
    for entry in resolver.url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, address, (*names, *([entry.namespace] if entry.namespace else [])))
        elif isinstance(entry, URLPattern):
            yield address, ":".join((*names, entry.name or "")), entry.callback


def faults(resolver: URLResolver) -> Iterator[str]:
    """Routes that declare nothing, or something that cannot be."""
    for address, name, view in routes(resolver):
        for fault in _allauth(name, view) if _is_allauth(view) else _own(view):
            yield f"/{address} ({name or 'without a name'}): {fault}"
        if not name or name.endswith(":"):
            yield f"/{address}: has no name"


def _is_allauth(view: Callable[..., Any]) -> bool:
    return view.__module__.split(".")[0] == "allauth"


def _allauth(name: str, view: Callable[..., Any]) -> Iterator[str]:
    if name not in ALLAUTH:
        yield "a page of allauth that is not in the table"
    elif ALLAUTH[name] == SIGNED_IN and not getattr(view, "login_required", True):
        yield "is for those who have signed in, but lets anybody in"


def _own(view: Callable[..., Any]) -> Iterator[str]:
    needs, public = getattr(view, "required_permissions", None), getattr(view, "is_public", False)
    if getattr(view, "csrf_exempt", False):
        yield "takes posts from elsewhere (csrf_exempt)"
    if public is True:
        if needs is not None:
            yield "is public and asks for permissions at once"
        if getattr(view, "login_required", True):
            yield "is public, but the sign-in page stands before it"
    elif needs is None:
        yield "declares no permission (@requires or @public)"
    elif not isinstance(needs, tuple) or not needs or not all(isinstance(one, Permission) for one in needs):
        yield f"does not declare permissions of the enum: {needs!r}"
    elif not getattr(view, "login_required", True):
        yield "asks for permissions of people who need not sign in"
