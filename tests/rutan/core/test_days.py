"""Days that no calendar can count with are refused beside the field, in words."""

from datetime import date

import pytest
from django import forms

from rutan.core.days import DayField, MomentField


class Asked(forms.Form):
    """Both kinds."""

    day = DayField(required=False)
    at = MomentField(required=False)


@pytest.mark.parametrize("day", ["1900-01-01", "2026-11-24", "2199-12-31"])
def test_days_within(day):
    form = Asked({"day": day, "at": f"{day}T08:00"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_days_beyond(day):
    form = Asked({"day": day, "at": f"{day}T08:00"})
    said = "Tulis tanggal antara 1 Januari 1900 dan 31 Desember 2199."
    assert form.errors["day"] == [said]
    assert len(form.errors["at"]) == 1


def test_the_widget_keeps_what_was_typed():
    assert 'value="9999-12-31"' in str(Asked({"day": "9999-12-31"})["day"])
    assert 'type="date"' in str(Asked()["day"])
    assert 'type="datetime-local"' in str(Asked()["at"])
