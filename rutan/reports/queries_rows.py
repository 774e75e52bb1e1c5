"""The rows behind a figure, as far as their reader may see them.

Which rows are counted is frozen; what is shown of them is what they are now. A reader sees the people they may be told
of (``queries_reach``) and nobody else, whatever the figure says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment
from assessments.wording import name as instrument_name
from inmates.models import Inmate
from rehab.models import Attendance, Placement, TierDecision
from rutan.accounts.models import User
from rutan.core.dates import moment, short_date
from rutan.core.names import initials
from rutan.reports.domain.outside import veils_of
from rutan.reports.domain.report import Figure, Unit
from rutan.reports.models import ReportEdition
from rutan.reports.queries_reach import named_to, told_of
from rutan.reports.reading import reads_inside
from rutan.timetable.models import Booking, NotReadyPeriod
from training.models import Enrolment, LessonAttendance


@dataclass(frozen=True)
class RowShown:
    """One row: the person (or what else was counted), and what made it count."""

    title: str
    url: str
    note: str
    is_person: bool = True


@dataclass(frozen=True)
class RowsPage:
    """The rows of a figure the reader may see, and how many more are counted.

    Of a number that is not shown to the reader neither is said: ``veil`` is how it is written, ``beyond`` None.
    """

    rows: Sequence[RowShown]
    beyond: int | None
    veil: str = ""

    @property
    def has_notes(self) -> bool:
        """Whether there is more to say of the rows than that they are counted."""
        return any(row.note for row in self.rows)


@dataclass(frozen=True)
class Told:
    """A reader, and the people of whom they may be told what the figure says."""

    user: User
    people: "QuerySet[Inmate]"

    def name_of(self, inmate: Inmate) -> str:
        """The name, or for an agency with which nobody agreed to share it, initials and register number."""
        if inmate.facility_id in self.user.reach.whole_facility_ids or inmate.pk in self._named:
            return inmate.full_name
        return f"{initials(inmate.full_name)} {inmate.register_number}"

    @cached_property
    def _named(self) -> frozenset[int]:
        return frozenset(named_to(self.user).values_list("pk", flat=True))


def rows_of(user: User, edition: ReportEdition, figure: Figure) -> RowsPage:
    """Return the rows a figure counts, as far as the reader may see them, people by name.

    An agency finds the people whose records are open to it also behind a number that is not shown to it, and is not told
    whether they are all.
    """
    rows = SHOWN[figure.unit](Told(user, told_of(user, figure.code)), figure.rows)
    veil = (
        "" if reads_inside(user.reach, edition.facility_id) else veils_of(edition.report).get(figure.code, "")
    )
    return RowsPage(rows, None if veil else figure.value - len(rows), veil)


def _people(told: Told, ids: Sequence[int]) -> list[RowShown]:
    found = told.people.filter(pk__in=ids).order_by("full_name", "pk")
    return [_person(told, inmate, "") for inmate in found]


def _assessments(told: Told, ids: Sequence[int]) -> list[RowShown]:
    # Void ones too: they were counted when the report was made.
    forms = Assessment.all_objects.visible_to(told.user).filter(pk__in=ids)
    forms = forms.select_related("inmate").order_by("inmate__full_name", "pk")
    return [
        _person(told, form.inmate, f"{instrument_name(form.instrument)}, {short_date(form.taken_on)}") for form in forms
    ]  # fmt: skip


def _decisions(told: Told, ids: Sequence[int]) -> list[RowShown]:
    found = TierDecision.objects.filter(pk__in=ids, inmate__in=told.people).select_related("inmate")
    return [
        _person(
            told,
            each.inmate,
            _("%(tier)s, decided %(day)s") % {"tier": each.decided, "day": short_date(each.decided_at)},
        )
        for each in found.order_by("inmate__full_name", "pk")
    ]  # fmt: skip


def _placements(told: Told, ids: Sequence[int]) -> list[RowShown]:
    found = Placement.objects.filter(pk__in=ids, inmate__in=told.people).select_related("inmate", "group")
    return [
        _person(told, each.inmate, _("%(group)s since %(day)s") % {"group": each.group, "day": short_date(each.starts_on)})
        for each in found.by_name()
    ]  # fmt: skip


def _attendances(told: Told, ids: Sequence[int]) -> list[RowShown]:
    marks = Attendance.objects.filter(pk__in=ids, placement__inmate__in=told.people)
    marks = marks.select_related("placement__inmate", "session__booking")
    return [
        _person(told, mark.placement.inmate, _marked(mark.session.booking, mark.get_state_display()))
        for mark in marks.order_by("placement__inmate__full_name", "session__booking__during", "pk")
    ]


def _lesson_attendances(told: Told, ids: Sequence[int]) -> list[RowShown]:
    marks = LessonAttendance.objects.filter(pk__in=ids, enrolment__inmate__in=told.people)
    marks = marks.select_related("enrolment__inmate", "lesson__booking")
    return [
        _person(told, mark.enrolment.inmate, _marked(mark.lesson.booking, mark.get_presence_display()))
        for mark in marks.order_by("enrolment__inmate__full_name", "lesson__booking__during", "pk")
    ]


def _enrolments(told: Told, ids: Sequence[int]) -> list[RowShown]:
    found = Enrolment.objects.visible_to(told.user).filter(pk__in=ids, inmate__in=told.people)
    found = found.select_related("inmate", "batch__course").by_name()
    return [_person(told, each.inmate, str(each.batch)) for each in found]


def _sessions(told: Told, ids: Sequence[int]) -> list[RowShown]:
    """Sessions of a timetable the reader sees, and those they lead."""
    found = Booking.objects.visible_to(told.user).filter(pk__in=ids).by_time()
    return [
        RowShown(booking.title, "", _marked(booking, booking.get_state_display()), is_person=False)
        for booking in found
    ]


def _periods(told: Told, ids: Sequence[int]) -> list[RowShown]:
    whole = told.user.reach.whole_facility_ids
    found = NotReadyPeriod.all_objects.filter(pk__in=ids, facility__in=whole)
    return [
        RowShown(each.get_reason_display(), "", _stretch(each.slot.starts_at, each.slot.ends_at), is_person=False)
        for each in found.order_by("during", "pk")
    ]  # fmt: skip


def _marked(booking: Booking, state: str) -> str:
    return f"{moment(booking.slot.starts_at)}: {state}"


def _stretch(starts_at: datetime, ends_at: datetime) -> str:
    return f"{moment(starts_at)} – {moment(ends_at)}"


def _person(told: Told, inmate: Inmate, note: str) -> RowShown:
    return RowShown(told.name_of(inmate), reverse("inmates:show", args=[inmate.pk]), note)


SHOWN: dict[Unit, Callable[[Told, Sequence[int]], list[RowShown]]] = {
    Unit.PEOPLE: _people,
    Unit.ASSESSMENTS: _assessments,
    Unit.DECISIONS: _decisions,
    Unit.PLACEMENTS: _placements,
    Unit.SESSIONS: _sessions,
    Unit.ATTENDANCES: _attendances,
    Unit.LESSON_ATTENDANCES: _lesson_attendances,
    Unit.ENROLMENTS: _enrolments,
    Unit.PERIODS: _periods,
}
