"""Forms of accounts and roles."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.accounts.permissions import AGENCY_ROLES, Role
from rutan.agencies.models import Agency, Facility
from rutan.core.days import DayField
from rutan.core.texts import TextField

USERNAME = RegexValidator(
    r"^[a-z][a-z0-9.-]{2,49}$", _("Small letters, digits, dots and hyphens, three at least, a letter first.")
)


class RoleForm(forms.Form):
    """A role for the facility that is worked for, or for one of its partner agencies, from–to."""

    role = forms.TypedChoiceField(label=_("Role"), choices=[("", "–"), *Role.choices], coerce=Role)
    agency = forms.TypedChoiceField(
        label=_("Agency"),
        required=False,
        empty_value=None,
        help_text=_("Only for an assessor or a coordinator; any other role is held for this facility."),
    )
    starts_on = DayField(
        label=_("First day"),
        initial=timezone.localdate,
    )
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty when no end is known."),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, facility: Facility, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility
        offered = {agency.code: agency for agency in agencies}
        field: Any = self.fields["agency"]
        field.choices = [("", "–"), *((code, agency.short_name) for code, agency in offered.items())]
        field.coerce = offered.__getitem__

    def clean(self) -> dict[str, Any]:
        """Say for which of the two the role is held."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        of_agency = cleaned.get("role") in AGENCY_ROLES
        if of_agency and not cleaned.get("agency"):
            self.add_error("agency", _("Choose the agency the person works for."))
        cleaned["facility"] = None if of_agency else self.facility
        cleaned["agency"] = cleaned.get("agency") if of_agency else None
        return cleaned


class NewUserForm(RoleForm):
    """A new account with the first role that is proposed for it."""

    full_name = TextField(label=_("Full name"), max_length=200)
    username = TextField(
        label=_("User name"),
        max_length=50,
        validators=[USERNAME],
        help_text=_("What the person signs in with; it does not change later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    position = TextField(label=_("Position"), max_length=200, required=False)

    field_order = ("full_name", "username", "position", "role", "agency", "starts_on", "ends_on")
