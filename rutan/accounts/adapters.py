"""How allauth behaves here: no public sign-up, secrets encrypted, a fresh sign-in counts as proof."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from rutan.accounts.models import User
from rutan.core.sealed import sealer

FRESH_SECONDS = 5 * 60
PURPOSE = "pulih second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator and approved by a second person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Whoever has chosen a password need not change it any more."""
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Whoever has changed the password goes on where they begin; allauth's message says that it was done."""
        return resolve_url("home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in under five minutes old is proof enough; allauth alone would ask a new person twice."""
        records = get_authentication_records(context.request)
        return not any(time.time() - record["at"] < FRESH_SECONDS for record in records)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors, their secrets encrypted with keys derived from SECRET_KEY (and its fallbacks, to rotate)."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("A second factor is required here. Set up another one first."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with the newest key."""
        return sealer(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with any key still known."""
        return sealer(PURPOSE).decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """The name shown in the authenticator."""
        return "Pulih"

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """While a factor is required the last one stays."""
        if settings.SECOND_FACTOR != "required" or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return bool(super().can_delete_authenticator(authenticator))
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
