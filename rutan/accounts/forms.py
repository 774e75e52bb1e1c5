"""Forms of the person's own account."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


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


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """Refuses the old password as the new one: a temporary password would stay for ever."""

    def clean_password1(self) -> str:
        """Refuse the password in use.

        :raises ValidationError: when it is the same.
        """
        password: str = self.cleaned_data["password1"]
        if self.user.check_password(password):
            raise ValidationError(_("This is the password you have now. Choose another one."))
        return password
