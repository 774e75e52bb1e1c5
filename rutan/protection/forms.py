"""Asking for a person's file."""

from datetime import date
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rutan.core import clock
from rutan.core.days import DayField
from rutan.core.texts import TextField
from rutan.protection.models import SHORTEST_REASON
from rutan.protection.wording import LETTER_REFUSED, REASON_REFUSED


class DisclosureForm(forms.Form):
    """The letter in which somebody asked for their data, and what is to be known about it."""

    letter_number = TextField(
        label=_("Number of the letter"),
        help_text=_("The letter in which the person, or whoever acts for them, asked."),
        max_length=100,
        error_messages={"required": LETTER_REFUSED},
    )
    letter_on = DayField(label=_("Date of the letter"), error_messages={"required": LETTER_REFUSED})
    reason = TextField(
        label=_("Why the file is made"),
        help_text=_("It stands in the file and in the audit trail."),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": REASON_REFUSED, "min_length": REASON_REFUSED},
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def clean_letter_on(self) -> date:
        """A letter of tomorrow has not come."""
        day: date = self.cleaned_data["letter_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The letter is dated after today."))
        return day
