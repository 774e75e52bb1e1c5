"""Forms of the register."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.core.days import DayField
from rutan.core.texts import TextField


class RegisterUploadForm(forms.Form):
    """A register file and the day on which it is judged."""

    file = forms.FileField(
        label=_("Register file"),
        help_text=_("XLSX or CSV, as the office keeps it. Nothing is stored before you confirm."),
        validators=[FileExtensionValidator(["csv", "txt", "xlsx", "xlsm", "xls"])],
    )
    judged_on = DayField(
        label=_("Judged on"),
        help_text=_("The day on which ages and admissions are looked at; usually today."),
        initial=timezone.localdate,
    )
    # Another window may have gone over to another facility since this page was opened.
    opened_for = TextField(widget=forms.HiddenInput)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facility = facility
        self.fields["opened_for"].initial = facility.code

    def clean(self) -> dict[str, Any]:
        """Refuse a file that was meant for another facility."""
        cleaned = super().clean() or self.cleaned_data
        meant_for = cleaned.get("opened_for")
        if meant_for and meant_for != self.facility.code:
            text = _(
                "This page was opened for %(meant)s, and you now work for %(now)s. Go back to the one you mean."
            )
            raise forms.ValidationError(text % {"meant": meant_for, "now": self.facility.code})
        return cleaned


class SearchForm(forms.Form):
    """What somebody remembers of a person."""

    only_asks = True  # nothing would have been saved, so nothing is said about that

    words = TextField(
        label=_("Name, alias or register number"),
        max_length=100,
        min_length=2,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "data-search": True,
                "autofocus": True,
                "hx-post": "",
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "next [data-found]",
                "hx-sync": "this:replace",
            }
        ),
        error_messages={
            "required": _("Write what to look for."),
            "min_length": _("Write at least two letters."),
        },
    )
