"""Forms of the register history."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates import wording_register
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.domain.sentence import LONGEST_YEARS, Milestone, Term
from inmates.enums import RemissionKind
from inmates.models import Inmate
from rutan.core import clock
from rutan.core.days import DayField
from rutan.core.texts import TextField

BY_HAND = (EntryKind.EXTENSION, EntryKind.CHANGE, EntryKind.CORRECTION)


class LineForm(forms.Form):
    """The next line: an extension, a move to another register, or the end as the official system has it."""

    kind = forms.TypedChoiceField(
        label=_("What is written down"),
        choices=[(kind.value, wording_register.KINDS[kind]) for kind in BY_HAND],
        coerce=EntryKind,
        widget=forms.RadioSelect,
    )
    code = forms.TypedChoiceField(
        label=_("Register"), choices=[(code.value, code.value) for code in RegisterCode], coerce=RegisterCode
    )
    number = TextField(label=_("Register number"), max_length=60)
    starts_on = DayField(label=_("Holds from"), initial=clock.today)
    expires_on = DayField(
        label=_("Expires on"),
        required=False,
        help_text=_("Empty only for life, death or where no end is set."),
    )
    letter_number = TextField(label=_("Number of the letter"), max_length=100, required=False)
    letter_on = DayField(label=_("Date of the letter"), required=False)
    issued_by = TextField(
        label=_("Issued by"),
        max_length=200,
        required=False,
        help_text=_("Such as the public prosecutor's office or the district court."),
    )
    remark = TextField(label=_("Remark"), max_length=300, required=False)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inmate: Inmate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only the detention before a sentence is extended.
        usual = EntryKind.EXTENSION if inmate.is_detainee else EntryKind.CORRECTION
        self.fields["kind"].initial = usual.value
        self.fields["code"].initial = inmate.register_code
        self.fields["number"].initial = inmate.register_number

    @property
    def line(self) -> Entry:
        """The line that was entered."""
        named = ("kind", "code", "number", "starts_on", "expires_on")
        return Entry(**{name: self.cleaned_data[name] for name in named})

    @property
    def letter(self) -> tuple[str, date | None, str, str]:
        """What it rests on: number, day, who issued it, a remark."""
        found = self.cleaned_data
        return found["letter_number"], found["letter_on"], found["issued_by"], found["remark"]


class TermForm(forms.Form):
    """A length of time that is not nothing."""

    def clean(self) -> dict[str, Any]:
        """Refuse a length of nothing."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ("years", "months", "days")):
            first = next(name for name in ("years", "months", "days") if name in self.fields)
            self.add_error(first, _("Write how long it is."))
        return cleaned

    @property
    def term(self) -> Term:
        """The length."""
        return Term(**{name: self.cleaned_data.get(name) or 0 for name in ("years", "months", "days")})


class RemissionForm(TermForm):
    """By how much a sentence is shortened."""

    kind = forms.TypedChoiceField(label=_("Kind of remission"), choices=RemissionKind, coerce=RemissionKind)
    months = forms.IntegerField(label=_("Months"), min_value=0, max_value=60, required=False)
    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=366, required=False)
    granted_on = DayField(label=_("Granted on"), initial=clock.today)
    letter_number = TextField(label=_("Number of the letter"), max_length=100, required=False)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class SentenceForm(TermForm):
    """What the court pronounced."""

    years = forms.IntegerField(label=_("Years"), min_value=0, max_value=LONGEST_YEARS, required=False)
    months = forms.IntegerField(label=_("Months"), min_value=0, max_value=600, required=False)
    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=3660, required=False)
    counts_from = DayField(
        label=_("Counted from"), help_text=_("The first day of detention that counts into the sentence.")
    )
    decision_number = TextField(label=_("Number of the court's decision"), max_length=100, required=False)
    decided_on = DayField(label=_("Date of the decision"), required=False)
    court = TextField(label=_("Court"), max_length=200, required=False)


class OfficialDateForm(forms.Form):
    """The date of the official system for one milestone; left empty, the estimate comes back."""

    milestone = forms.TypedChoiceField(
        label=_("Milestone"),
        choices=[(each.value, wording_register.MILESTONES[each]) for each in Milestone],
        coerce=Milestone,
    )
    day = DayField(label=_("Date"), required=False, help_text=_("Empty takes the estimate again."))
    source = TextField(label=_("Source"), max_length=100, initial="SDP")
