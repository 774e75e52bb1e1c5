"""Forms of absences: being taken out, and coming back."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.enums import AbsenceKind
from rutan.core.days import MomentField
from rutan.core.texts import TextField


class SendOutForm(forms.Form):
    """Why and where somebody is taken, and when they are to be back."""

    kind = forms.TypedChoiceField(label=_("Why"), choices=AbsenceKind, coerce=AbsenceKind)
    destination = TextField(
        label=_("Where to"), max_length=200, help_text=_("Such as RSUD or the district court.")
    )
    letter_number = TextField(label=_("Number of the letter"), max_length=100, required=False)
    left_at = MomentField(label=_("Left"), required=False, help_text=_("Empty means now."))
    expected_at = MomentField(
        label=_("Expected back"),
        required=False,
        help_text=_("After it the absence is among the work of the day until the return is written down."),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class BackForm(forms.Form):
    """When somebody came back."""

    back_at = MomentField(label=_("Came back"), required=False, help_text=_("Empty means now."))


class AwayFilter(forms.Form):
    """Whether only those are shown who should be back."""

    overdue = forms.BooleanField(label=_("Only those who should be back"), required=False)
