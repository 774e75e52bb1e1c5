"""Forms of the person's own account and of role assignments."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django.core.cache import cache


class ActivateTOTPForm(AllauthActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """Marks the activation code as used: allauth alone would accept the same code once more for a sign-in."""

    def clean_code(self) -> str:
        """Refuse a code that was used, and remember this one.

        :raises ValidationError: when the code is wrong or was used.
        """
        code: Any = super().clean_code()
        key = f"allauth.mfa.totp.used?user={self.user.pk}&code={code}"
        if not cache.add(key, "y", timeout=60):
            raise get_adapter().validation_error("incorrect_code")
        return str(code)
