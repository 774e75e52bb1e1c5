"""Forms for sessions: laying, moving, people, cancelling."""

from datetime import timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.core.days import DayField, MomentField
from rutan.core.texts import TextField
from rutan.timetable import wording
from rutan.timetable.domain.calendar import Slot, at
from rutan.timetable.enums import LostBy
from rutan.timetable.models import Booking, Room

CLOCK = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")
LONGEST = 12 * 60


class PlaceForm(forms.Form):
    """Where and when a session is, and why somebody goes on in spite of a conflict that may be overridden."""

    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), empty_label=None)
    day = DayField(label=_("Day"))
    starts_at_time = forms.TimeField(label=_("Begins"), widget=CLOCK)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=LONGEST, initial=90)
    override_reason = TextField(
        label=_("Why it goes on all the same"), max_length=300, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, rooms: QuerySet[Room], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]  # a ModelChoiceField has one

    def ask_reason(self) -> None:
        """Show the field for the reason: what is in the way may be overridden."""
        self.fields["override_reason"].widget = forms.Textarea(attrs={"rows": 2})

    def clean(self) -> dict[str, Any]:
        """Turn day, time and minutes into the slot."""
        cleaned = super().clean() or self.cleaned_data
        if {"day", "starts_at_time", "minutes"} <= cleaned.keys():
            start = at(cleaned.pop("day"), cleaned.pop("starts_at_time"), self.zone)
            cleaned["slot"] = Slot(start, start + timedelta(minutes=cleaned.pop("minutes")))
        return cleaned


class LayForm(PlaceForm):
    """A new activity. Sessions of a programme and lessons are laid on the pages of the packages that know them."""

    title = TextField(
        label=_("Title"),
        max_length=200,
        help_text=_("As it stands in the calendar, such as the group's name; never a person's name."),
    )
    facilitators = forms.ModelMultipleChoiceField(
        label=_("Facilitators"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    inmates = forms.ModelMultipleChoiceField(
        label=_("Who takes part"),
        queryset=Inmate.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
    field_order = ("title", "room", "day", "starts_at_time", "minutes", "override_reason")

    def __init__(
        self,
        *args: Any,
        facilitators: QuerySet[User],
        inmates: QuerySet[Inmate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitators"].queryset = facilitators  # type: ignore[attr-defined]  # as above
        self.fields["inmates"].queryset = inmates  # type: ignore[attr-defined]  # as above


class PeopleForm(forms.Form):
    """Who leads a session and who comes."""

    facilitators = forms.ModelMultipleChoiceField(
        label=_("Facilitators"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    inmates = forms.ModelMultipleChoiceField(
        label=_("Who takes part"),
        queryset=Inmate.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    override_reason = TextField(
        label=_("Why it goes on all the same"), max_length=300, required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, facilitators: QuerySet[User], inmates: QuerySet[Inmate], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitators"].queryset = facilitators  # type: ignore[attr-defined]  # as above
        self.fields["inmates"].queryset = inmates  # type: ignore[attr-defined]  # as above

    def ask_reason(self) -> None:
        """Show the field for the reason: what is in the way may be overridden."""
        self.fields["override_reason"].widget = forms.Textarea(attrs={"rows": 2})


class CancelForm(forms.Form):
    """Why a session is called off, and on whose side it is lost."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    lost_by = forms.TypedChoiceField(
        label=_("Lost on"), choices=LostBy, coerce=LostBy, initial=LostBy.RUTAN, widget=forms.RadioSelect
    )


class SwapForm(forms.Form):
    """The other session of a swap."""

    other = forms.ModelChoiceField(
        label=_("Changes places with"), queryset=Booking.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, others: QuerySet[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]  # as above
        self.fields["other"].label_from_instance = place_in_words  # type: ignore[attr-defined]  # as above


class DropForm(forms.Form):
    """Where a session was dropped in the calendar: wall clock times of the facility."""

    room = forms.ModelChoiceField(queryset=Room.objects.none())
    starts_at = MomentField()
    ends_at = MomentField()

    def __init__(self, *args: Any, rooms: QuerySet[Room], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """Turn the times into the slot."""
        cleaned = super().clean() or self.cleaned_data
        if {"starts_at", "ends_at"} <= cleaned.keys():
            starts, ends = (cleaned.pop(name).replace(tzinfo=self.zone) for name in ("starts_at", "ends_at"))
            if ends > starts:
                cleaned["slot"] = Slot(starts, ends)
            else:
                self.add_error("ends_at", _("A session ends after it starts."))
        return cleaned


def place_in_words(booking: Booking) -> str:
    """A session with its place, for a list to choose from."""
    return wording.place_in_words(
        booking.title, booking.room.name, booking.slot.in_zone(booking.facility.zone)
    )


def place_of(booking: Booking) -> dict[str, Any]:
    """What a form of a session's place begins with."""
    slot = booking.slot.in_zone(booking.facility.zone)
    return {
        "room": booking.room_id,
        "day": slot.starts_at.date(),
        "starts_at_time": slot.starts_at.time(),
        "minutes": slot.length // timedelta(minutes=1),
    }


def place_asked_for(data: MultiValueDict[str, str]) -> dict[str, str]:
    """What an address asks a new form to begin with: the room, day, time and minutes somebody marked."""
    return {name: str(data[name]) for name in ("room", "day", "starts_at_time", "minutes") if name in data}
