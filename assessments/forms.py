"""Forms of assessments."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import wording
from assessments.domain.instrument import Instrument
from assessments.domain.registry import INSTRUMENTS
from assessments.domain.shape import from_codes
from assessments.enums import ReferencePeriod
from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.core.days import DayField
from rutan.core.texts import TextField

# What no answer holds and the database does not store.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


class StartForm(forms.Form):
    """Which instrument is taken of somebody, and which time the questions look back on."""

    instrument = forms.ChoiceField(label=_("Instrument"), widget=forms.RadioSelect)
    reference_period = forms.ChoiceField(
        label=_("Which time the questions look back on"),
        choices=ReferencePeriod,
        widget=forms.RadioSelect,
        initial=ReferencePeriod.BEFORE_DETENTION,
        help_text=_(
            "Inside, nobody can use as before, so the last months say little. Usually the time before detention"
            " is asked about. Results of the two kinds are never compared."
        ),
    )
    anchor_on = DayField(
        label=_("Counted back from"),
        required=False,
        help_text=_(
            "The day of the arrest if it is known; else the admission. Only for the time before detention."
        ),
    )
    taken_on = DayField(label=_("Day of the interview"))
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inmate: Inmate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [(code, wording.title(code)) for code in INSTRUMENTS]  # type: ignore[attr-defined]  # a ChoiceField has choices
        self.fields["instrument"].initial = next(iter(INSTRUMENTS))
        self.fields["anchor_on"].initial = inmate.admitted_on
        self.fields["taken_on"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        """An instrument with one period is taken for that one; the calendar period needs no day to count from."""
        cleaned = super().clean() or self.cleaned_data
        definition = INSTRUMENTS.get(cleaned.get("instrument", ""))
        if definition and len(definition.reference_periods) == 1:
            cleaned["reference_period"] = definition.reference_periods[0].value
        if cleaned.get("reference_period") != ReferencePeriod.BEFORE_DETENTION:
            cleaned["anchor_on"] = None
        elif "anchor_on" in cleaned and cleaned["anchor_on"] is None:
            self.add_error("anchor_on", _("Say from which day the time before detention is counted back."))
        return cleaned


class AnswersForm(forms.Form):
    """What comes with the answers of a form: the version that was shown, and whether dropping was confirmed."""

    version = forms.IntegerField(min_value=0)
    drop = forms.BooleanField(required=False)


class VersionForm(forms.Form):
    """The version of a draft that was shown before it is signed."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something no longer stands."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CertificateForm(forms.Form):
    """A certificate as it stands on paper."""

    user = forms.TypedChoiceField(label=_("Assessor"), coerce=int)
    number = TextField(label=_("Certificate number"), max_length=100)
    issuer = TextField(label=_("Issued by"), max_length=200)
    instruments = forms.MultipleChoiceField(
        label=_("Instruments it covers"), widget=forms.CheckboxSelectMultiple
    )
    starts_on = DayField(label=_("Valid from"))
    ends_on = DayField(label=_("Valid until"), required=False, help_text=_("Empty when it has no end."))
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, assessors: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.assessors = {person.pk: person for person in assessors}
        self.fields["user"].choices = [(person.pk, person.full_name) for person in assessors]  # type: ignore[attr-defined]  # a ChoiceField has choices
        self.fields["instruments"].choices = [(code, wording.name(code)) for code in INSTRUMENTS]  # type: ignore[attr-defined]  # as above

    def clean_user(self) -> User:
        """Turn the key into the person."""
        return self.assessors[self.cleaned_data["user"]]


def posted_answers(instrument: Instrument, sent: Mapping[str, str]) -> dict[str, object]:
    """Read the answers of a form from what was posted."""
    return from_codes(instrument, {name: UNPRINTABLE.sub(" ", value) for name, value in sent.items()})
