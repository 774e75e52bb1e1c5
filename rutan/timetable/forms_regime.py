"""Forms for rooms, protected hours, participants and periods of not being ready."""

from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.core.days import DayField, MomentField
from rutan.core.texts import TextField
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import NotReadyReason, Weekday
from rutan.timetable.forms import CLOCK
from rutan.timetable.models import ProtectedHours, Regime, Room


class RoomForm(forms.Form):
    """A room."""

    code = TextField(label=_("Code"), max_length=20, help_text=_("Short, such as RK1."))
    name = TextField(label=_("Name"), max_length=100)
    capacity = forms.IntegerField(
        label=_("Capacity"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=_("How many inmates fit in; leave it empty where nobody has counted."),
    )


class NewRoomForm(RoomForm):
    """A room that is added."""

    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class DayForm(forms.ModelForm[Regime]):
    """Between which times of day sessions are offered."""

    class Meta:
        model = Regime
        fields = ("day_starts_at_time", "day_ends_at_time")
        widgets = {"day_starts_at_time": CLOCK, "day_ends_at_time": CLOCK}


class HoursForm(forms.ModelForm[ProtectedHours]):
    """Protected hours; what is checked is what the model's constraints check."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one weekday.")},
    )

    class Meta:
        model = ProtectedHours
        fields = (
            "name",
            "kind",
            "weekdays",
            "starts_at_time",
            "ends_at_time",
            "hard",
            "binds",
            "room",
            "starts_on",
            "ends_on",
        )
        widgets = {"starts_at_time": CLOCK, "ends_at_time": CLOCK}
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {
            "name": TextField,
            "starts_on": DayField,
            "ends_on": DayField,
        }
        help_texts = {
            "ends_at_time": _("Hours that end at or before their start reach into the next day."),
            "hard": _("Otherwise a session may be laid there with a reason."),
            "binds": _("Coaching programmes bind those who take part; you choose them on the next page."),
            "room": _("Leave it empty for hours that hold everywhere."),
            "ends_on": _("Leave it empty where no end is known."),
        }

    def __init__(self, *args: Any, rooms: QuerySet[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]  # a ModelChoiceField has one


class NewHoursForm(HoursForm):
    """Protected hours that are added."""

    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class ParticipantsForm(forms.Form):
    """Who begins to take part in a coaching programme."""

    inmates = forms.ModelMultipleChoiceField(
        label=_("Who takes part"),
        queryset=Inmate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person.")},
    )
    starts_on = DayField(label=_("First day"), initial=timezone.localdate)
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty where no end is known."),
    )

    def __init__(self, *args: Any, inmates: QuerySet[Inmate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inmates"].queryset = inmates  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        return cleaned


class EndForm(forms.Form):
    """Until which day somebody takes part."""

    ends_on = DayField(
        label=_("Last day"),
        initial=lambda: timezone.localdate() - timedelta(days=1),
        help_text=_("A day before their first one takes them off as a mistake."),
    )


class NotReadyForm(forms.Form):
    """A period in which sessions cannot be held."""

    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Until"))
    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.none(), required=False, empty_label=_("The whole facility")
    )
    reason = forms.TypedChoiceField(label=_("Reason"), choices=NotReadyReason, coerce=NotReadyReason)
    note = TextField(label=_("Note"), max_length=200, required=False)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rooms: QuerySet[Room], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """Turn the times into the slot."""
        cleaned = super().clean() or self.cleaned_data
        if {"starts_at", "ends_at"} <= cleaned.keys():
            starts, ends = cleaned.pop("starts_at"), cleaned.pop("ends_at")
            if ends > starts:
                cleaned["slot"] = Slot(starts, ends).in_zone(self.zone)
            else:
                self.add_error("ends_at", _("The period ends before it starts."))
        return cleaned
