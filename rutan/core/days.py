"""Days and moments in forms: picked from the browser's own calendar, and within what a calendar can count with."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rutan.core import dates

# Whoever writes another century has mistyped; days near the ends of what Python knows cannot be counted from at all.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def is_countable(day: date) -> bool:
    """Whether a day is one the house works with; a week or a year may be added to it."""
    return FIRST_DAY <= day <= LAST_DAY


def _within(value: date) -> None:
    day = value.date() if isinstance(value, datetime) else value
    if not is_countable(day):
        words = {"first": dates.long_date(FIRST_DAY), "last": dates.long_date(LAST_DAY)}
        raise ValidationError(_("Write a day from %(first)s to %(last)s.") % words, code="out_of_range")


class DayField(forms.DateField):
    """A day."""

    def __init__(self, **options: Any) -> None:
        attributes = {"type": "date", **options.pop("attrs", {})}
        options.setdefault("widget", forms.DateInput(attrs=attributes, format="%Y-%m-%d"))
        super().__init__(**{"validators": [_within], **options})


class MomentField(forms.DateTimeField):
    """A day and a time, on the clock of the zone that is in force."""

    def __init__(self, **options: Any) -> None:
        picked = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": picked, "validators": [_within], **options})


__all__ = ["FIRST_DAY", "LAST_DAY", "DayField", "MomentField", "is_countable"]
