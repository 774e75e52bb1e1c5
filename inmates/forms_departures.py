"""Forms about leaving, and what is left to do afterwards."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from inmates.destination import Destination
from inmates.enums import Departure
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.core.days import DayField
from rutan.core.texts import TextField


class LeaveForm(forms.Form):
    """How and when somebody leaves, and where to."""

    departure = forms.TypedChoiceField(
        label=_("How the person leaves"), choices=Departure, coerce=Departure, widget=forms.RadioSelect
    )
    on = DayField(label=_("Day of leaving"), initial=clock.today)
    receiver = forms.ModelChoiceField(
        Facility.objects.none(),
        label=_("Transferred to"),
        required=False,
        help_text=_("A facility that works with Pulih is told, and confirms the arrival."),
    )
    elsewhere = TextField(label=_("Or another place, by its name"), max_length=200, required=False)
    letter_number = TextField(label=_("Number of the letter"), max_length=100, required=False)
    reason = TextField(
        label=_("Ground or circumstances"),
        max_length=300,
        required=False,
        help_text=_(
            "Such as PB, CB or a decision of the court. Needed for a release long before the day of expiry."
        ),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, facilities: QuerySet[Facility], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receiver: Any = self.fields["receiver"]
        receiver.queryset = facilities

    @property
    def facts(self) -> dict[str, Any]:
        """What the service wants."""
        named = ("departure", "on", "letter_number", "reason", "request_key")
        to = Destination(self.cleaned_data["receiver"], self.cleaned_data["elsewhere"])
        return {name: self.cleaned_data[name] for name in named} | {"to": to}


class TakeBackForm(forms.Form):
    """Why a departure was a mistake."""

    reason = TextField(label=_("Why it was a mistake"), max_length=300)


class SettleForm(forms.Form):
    """What was done about a loose end."""

    how = TextField(label=_("What was done about it"), max_length=300)
