"""What somebody asks to see: a week and perhaps one room, or a day."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from rutan.core.days import DayField
from rutan.timetable.models import Room


class WeekChoice(forms.Form):
    """The day whose week is shown, and the room if it is to be one only."""

    week = DayField(label=_("Day"), required=False)
    room = forms.ModelChoiceField(
        label=_("Room"), required=False, queryset=Room.objects.none(), empty_label=_("All rooms")
    )

    def __init__(self, *args: Any, rooms: QuerySet[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]  # a ModelChoiceField has one

    @property
    def chosen_day(self) -> date:
        """The day asked for, else today."""
        return (
            self.cleaned_data.get("week") if self.is_bound and _read(self) else None
        ) or timezone.localdate()

    @property
    def chosen_room(self) -> Room | None:
        """The room asked for, if any."""
        return self.cleaned_data.get("room") if self.is_bound and _read(self) else None


class DayChoice(forms.Form):
    """A day."""

    day = DayField(label=_("Day"), required=False)

    @property
    def chosen_day(self) -> date:
        """The day asked for, else today."""
        return (
            self.cleaned_data.get("day") if self.is_bound and _read(self) else None
        ) or timezone.localdate()


def asked_for(data: MultiValueDict[str, str]) -> dict[str, str]:
    """What an address asks for; today where it names no day."""
    today = timezone.localdate().isoformat()
    return {"week": today, "day": today} | {name: str(value) for name, value in data.items() if value}


def _read(form: forms.Form) -> bool:
    """Read what was asked; what cannot be read is as if it had not been asked."""
    form.is_valid()
    return True
