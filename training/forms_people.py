"""Forms about people in a batch: enrolling, lessons, attendance."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.core.days import DayField
from rutan.core.texts import TextField
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import LostBy
from rutan.timetable.models import Room
from training.enums import Presence
from training.models import Enrolment, LessonAttendance
from training.queries import sign_of_marks

RUTAN = "excused_rutan"
PRESENCES = (
    (Presence.PRESENT.value, Presence.PRESENT.label),
    (Presence.SICK.value, Presence.SICK.label),
    (Presence.EXCUSED.value, _("Excused, the person's side")),
    (RUTAN, _("Excused, the centre's side")),
    (Presence.ABSENT.value, Presence.ABSENT.label),
)


class EnrolForm(forms.Form):
    """Who is to be enrolled."""

    inmate = forms.TypedChoiceField(label=_("Inmate"), coerce=int)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[Inmate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        chosen: Any = self.fields["inmate"]
        names = [(pk, f"{person.full_name} · {person.register_number}") for pk, person in self.people.items()]
        chosen.choices = [("", "–"), *names]

    def clean_inmate(self) -> Inmate:
        """Turn the key into the person."""
        return self.people[self.cleaned_data["inmate"]]


class LessonForm(forms.Form):
    """When and where a lesson is."""

    room = forms.TypedChoiceField(label=_("Room"), coerce=int)
    day = DayField(label=_("Day of the lesson"))
    starts_at_time = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=480, initial=90)
    topic = TextField(label=_("Topic"), max_length=200, required=False)
    override_reason = TextField(
        label=_("Reason to go on all the same"),
        max_length=300,
        required=False,
        help_text=_("Only where the timetable leaves the choice to you; your name is kept with it."),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rooms: list[Room], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms, self.zone = {room.pk: room for room in rooms}, zone
        chosen: Any = self.fields["room"]
        chosen.choices = [(pk, room.name) for pk, room in self.rooms.items()]

    def clean_room(self) -> Room:
        """Turn the key into the room."""
        return self.rooms[self.cleaned_data["room"]]

    @property
    def facts(self) -> dict[str, Any]:
        """What the service wants: the room, the slot, the topic, the reason and the request's key."""
        cleaned = self.cleaned_data
        begins = datetime.combine(cleaned["day"], cleaned["starts_at_time"], tzinfo=self.zone)
        kept = {name: cleaned[name] for name in ("room", "topic", "override_reason", "request_key")}
        return kept | {"slot": Slot(begins, begins + timedelta(minutes=cleaned["minutes"]))}


class AttendanceForm(forms.Form):
    """An attendance sheet: for each person what became of the lesson, and why."""

    def __init__(
        self, *args: Any, expected: list[Enrolment], marked: dict[int, LessonAttendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.seen_now = sign_of_marks(marked)
        for enrolment in expected:
            was = marked.get(enrolment.pk)
            name = enrolment.inmate.full_name
            self.fields[f"presence_{enrolment.pk}"] = forms.ChoiceField(
                label=f"{name}, {_('Attendance')}",
                choices=PRESENCES,
                initial=_presence_of(was),
                widget=forms.Select(attrs={"aria-label": name, "class": "form-select"}),
            )
            self.fields[f"reason_{enrolment.pk}"] = TextField(
                label=f"{name}, {_('Reason')}",
                required=False,
                max_length=300,
                initial=was.reason if was else "",
                widget=forms.TextInput(attrs={"aria-label": _("Reason"), "class": "form-control"}),
            )
        if marked:
            self.fields["correction"] = TextField(
                label=_("Why it is corrected"),
                max_length=300,
                required=False,
                help_text=_("Asked for when a mark that is stored changes; it is kept with the mark."),
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    def clean(self) -> dict[str, Any]:
        """Whoever is excused has a reason."""
        cleaned = super().clean() or {}
        for enrolment in self.expected:
            excused = cleaned.get(f"presence_{enrolment.pk}") in (Presence.EXCUSED, RUTAN)
            if excused and not cleaned.get(f"reason_{enrolment.pk}"):
                self.add_error(f"reason_{enrolment.pk}", _("Say why the person was excused."))
        return cleaned

    @property
    def why_corrected(self) -> str:
        """Why marks that are stored change, where that was asked."""
        return str(self.cleaned_data.get("correction", ""))

    @property
    def rows(self) -> Iterator[tuple[Enrolment, forms.BoundField, forms.BoundField]]:
        """Each person with their two fields."""
        for enrolment in self.expected:
            yield enrolment, self[f"presence_{enrolment.pk}"], self[f"reason_{enrolment.pk}"]

    @property
    def sheet(self) -> dict[Enrolment, tuple[Presence, str, LostBy]]:
        """The sheet as it was filled in: presence, reason and, for whoever is excused, whose side it was."""
        return {
            enrolment: _read(
                self.cleaned_data[f"presence_{enrolment.pk}"], self.cleaned_data[f"reason_{enrolment.pk}"]
            )
            for enrolment in self.expected
        }


def _presence_of(was: LessonAttendance | None) -> str:
    if was is None:
        return Presence.PRESENT
    by_rutan = was.presence == Presence.EXCUSED and was.lost_by == LostBy.RUTAN
    return RUTAN if by_rutan else was.presence


def _read(presence: str, reason: str) -> tuple[Presence, str, LostBy]:
    if presence == RUTAN:
        return Presence.EXCUSED, reason, LostBy.RUTAN
    return Presence(presence), reason, LostBy.PERSON
