"""allauth's forms of passkeys, open to anybody: what a browser never sends is no passkey, and no error of ours."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth_forms
from django import forms
from django.core.exceptions import ValidationError


class CredentialField(forms.JSONField):
    """What a browser says about a passkey: an object of texts."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        """Read it; a number too long, a nesting too deep and half a character end as any other nonsense does.

        :raises ValidationError: when it is none.
        """
        try:
            said = super().to_python(value)
            if said is not None and not isinstance(said, dict):
                raise self._nonsense(value)
            json.dumps(said, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            raise self._nonsense(value) from None
        return said

    def _nonsense(self, value: Any) -> ValidationError:
        return ValidationError(
            self.error_messages["invalid"], code="invalid", params={"value": str(value)[:40]}
        )


@contextmanager
def _unreadable_is_incorrect() -> Iterator[None]:
    """Take whatever the libraries stumble over for a wrong passkey: they read what anybody may have made up."""
    try:
        yield
    except (LookupError, AttributeError, TypeError, ValueError):
        raise get_adapter().validation_error("incorrect_code") from None


class AddForm(allauth_forms.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey."""

    credential = CredentialField()

    def clean(self) -> dict[str, Any]:
        """Register it.

        :raises ValidationError: when it is none.
        """
        with _unreadable_is_incorrect():
            return dict(super().clean())


class AuthenticateForm(allauth_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey as the second factor."""

    credential = CredentialField()

    def clean_credential(self) -> Any:
        """Find the passkey it is.

        :raises ValidationError: when it is none.
        """
        with _unreadable_is_incorrect():
            return super().clean_credential()


class LoginForm(AuthenticateForm, allauth_forms.LoginWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey instead of a password."""

    reauthenticated, passwordless = False, True


class ReauthenticateForm(AuthenticateForm, allauth_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey once more, before something that matters."""

    reauthenticated, passwordless = True, False
