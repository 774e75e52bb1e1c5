"""Forms of groups, placements and sessions."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rehab import wording
from rehab.domain.lifecycle import ENDED, PlacementState
from rehab.models import Group, Placement, ProgrammeEdition, ProgrammeUnit
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.core.days import DayField
from rutan.core.texts import TextField
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Room


class GroupForm(forms.Form):
    """A new group."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=ProgrammeEdition.objects.none(), empty_label=None
    )
    name = TextField(label=_("Name of the group"), max_length=100)
    facilitator = forms.ModelChoiceField(label=_("Facilitator"), queryset=User.objects.none())
    capacity = forms.IntegerField(label=_("Places in the group"), min_value=1, max_value=100, initial=15)
    starts_on = DayField(label=_("Starts on"), initial=clock.today)
    ends_on = DayField(
        label=_("Ends on"),
        required=False,
        help_text=_("Leave it empty for a group that people join one after the other."),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, programmes: Sequence[ProgrammeEdition], facilitators: Sequence[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["programme"]
        offered.queryset = ProgrammeEdition.objects.filter(pk__in=[each.pk for each in programmes])
        leaders: Any = self.fields["facilitator"]
        leaders.queryset = User.objects.filter(pk__in=[each.pk for each in facilitators])

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The group ends before it starts."))
        return cleaned


class StartForm(forms.Form):
    """From which day somebody would be placed: what stands in the way depends on it."""

    starts_on = DayField(label=_("Starts on"))


class PlaceForm(forms.Form):
    """The group that was chosen and the day."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=Group.objects.none(), widget=forms.HiddenInput)
    starts_on = DayField(label=_("Starts on"), widget=forms.HiddenInput)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, facility: Facility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["group"]
        offered.queryset = Group.objects.at(facility)


class EndForm(forms.Form):
    """How a placement ended."""

    state = forms.TypedChoiceField(
        label=_("How it ended"),
        coerce=PlacementState,
        choices=[
            (state.value, wording.PLACEMENT_STATES[state]) for state in PlacementState if state in ENDED
        ],
        widget=forms.RadioSelect,
    )
    ended_on = DayField(label=_("Ended on"), initial=clock.today)
    reason = TextField(
        label=_("Reason"),
        help_text=_(
            "Needed for whoever dropped out, was referred or withdrew, and for completing before the planned last day."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SessionForm(forms.Form):
    """The next session of a group, or of one of its people."""

    unit = forms.ModelChoiceField(
        label=_("Kind of session"), queryset=ProgrammeUnit.objects.none(), empty_label=None
    )
    placement = forms.ModelChoiceField(
        label=_("For whom"),
        queryset=Placement.objects.none(),
        required=False,
        empty_label=_("The whole group"),
    )
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), empty_label=None)
    day = DayField(label=_("Day"))
    starts_at_time = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    topic = TextField(label=_("Topic"), max_length=200, required=False)
    override_reason = TextField(
        label=_("Go on all the same, because"),
        help_text=_("Only where the timetable advises against it; your name is kept with the reason."),
        max_length=300,
        required=False,
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        fields: dict[str, Any] = self.fields
        units = ProgrammeUnit.objects.filter(phase__programme=group.programme_id).select_related("phase")
        fields["unit"].queryset = units.order_by("phase__position", "position")
        fields["unit"].label_from_instance = unit_label
        fields["placement"].queryset = Placement.objects.in_group(group).active().select_related("inmate")
        fields["placement"].label_from_instance = person_label
        fields["room"].queryset = Room.objects.at(group.facility).by_name()
        fields["room"].label_from_instance = room_label

    @property
    def slot(self) -> Slot:
        """When it would be, in the facility's time; as long as its kind says."""
        day, at, unit = (self.cleaned_data[name] for name in ("day", "starts_at_time", "unit"))
        starts_at = datetime.combine(day, at or time(), self.group.facility.zone)
        return Slot(starts_at, starts_at + timedelta(minutes=unit.minutes))

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes beside the slot."""
        apart = ("day", "starts_at_time")
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


def unit_label(unit: ProgrammeUnit) -> str:
    """ "Tahap inti: konseling kelompok, 90 menit"."""
    return _now("%(phase)s: %(kind)s, %(minutes)d minutes") % {
        "phase": unit.phase.name,
        "kind": unit.words,
        "minutes": unit.minutes,
    }


def person_label(placement: Placement) -> str:
    """A person's name."""
    return placement.inmate.full_name


def room_label(room: Room) -> str:
    """A room's name."""
    return room.name
