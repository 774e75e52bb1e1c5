"""What the pages of training show."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core.turning import key_in
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import BookingState
from rutan.timetable.models import Room
from training import wording, wording_states
from training.domain.completion import Attended
from training.domain.lifecycle import TAKE_A_PLACE, BatchState, EnrolmentState
from training.models import Batch, Course, Enrolment, Lesson
from training.queries import attended

LESSON_TONES = {
    BookingState.DRAFT: "draft",
    BookingState.PUBLISHED: "now",
    BookingState.HELD: "done",
    BookingState.CANCELLED: "off",
}
NOBODY = Attended(0, 0)


@dataclass(frozen=True)
class BatchRow:
    """A batch as a list shows it."""

    batch: Batch
    state: str
    tone: str
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(self.batch.capacity - self.taken, 0)


@dataclass(frozen=True)
class PersonRow:
    """Somebody in a batch."""

    enrolment: Enrolment
    state: str
    tone: str
    attended: Attended
    opens: bool
    place: int = 0

    @property
    def is_taught(self) -> bool:
        """Whether there is no result yet."""
        return self.enrolment.state == EnrolmentState.ENROLLED


@dataclass(frozen=True)
class LessonRow:
    """A lesson of a batch."""

    lesson: Lesson
    slot: Slot
    state: str
    tone: str
    may_be_marked: bool


@dataclass(frozen=True)
class BatchPage:
    """One batch: its row, those the reader may know of, how many besides, its lessons."""

    row: BatchRow
    people: tuple[PersonRow, ...]
    waiting: tuple[PersonRow, ...]
    left: tuple[PersonRow, ...]
    hidden: int
    lessons: tuple[LessonRow, ...]

    @property
    def anybody_taught(self) -> bool:
        """Whether somebody the reader may know of has no result yet."""
        return any(person.is_taught for person in self.people)


def batches_of(user: User, facility: Facility | None, *, ended: bool = False) -> list[BatchRow]:
    """The batches the user may see, newest first: those that are open, or the last fifty that ended."""
    rows = Batch.objects.visible_to(user).worked_for(facility).counted().newest_first()
    rows = rows.ended()[:50] if ended else rows.open()
    return [row_of(batch) for batch in rows.select_related("course", "instructor")]


def row_of(batch: Batch) -> BatchRow:
    """A batch that was read with its counts, in words."""
    state = BatchState(batch.state)
    counts: Mapping[str, int] = vars(batch)
    return BatchRow(
        batch=batch,
        state=str(wording_states.BATCH_STATES[state]),
        tone=wording.BATCH_TONES[state],
        taken=counts["taken"],
        waiting=counts["waiting"],
    )


def batch_page(user: User, batch: Batch, *, now: datetime) -> BatchPage:
    """One batch as a reader may see it: people whose record is not open to them are only counted."""
    reached = Enrolment.objects.visible_to(user).of_batch(batch).select_related("inmate", "document")
    shares, row = attended(batch), row_of(batch)
    everybody = list(reached.by_name())
    files = Inmate.objects.visible_to(user).filter(pk__in=[each.inmate_id for each in everybody])
    opened = set(files.values_list("pk", flat=True))
    known = [_person(each, shares, opens=each.inmate_id in opened) for each in everybody]
    people = tuple(each for each in known if each.enrolment.state in TAKE_A_PLACE)
    waiting = _numbered(batch, [each for each in known if each.enrolment.state == EnrolmentState.WAITING])
    return BatchPage(
        row=row,
        people=people,
        waiting=waiting,
        left=tuple(each for each in known if each.enrolment.state == EnrolmentState.WITHDRAWN),
        hidden=row.taken + row.waiting - len(people) - len(waiting),
        lessons=tuple(_lesson(lesson, now) for lesson in _lessons(batch)),
    )


def people_to_enrol(user: User, batch: Batch) -> list[Inmate]:
    """Those in custody the user may enrol: of the facility, and not in the batch yet."""
    people = Inmate.objects.visible_to(user).at(batch.facility).in_custody().by_name()
    return list(people.exclude(pk__in=Enrolment.objects.of_batch(batch).with_a_place().values("inmate")))


def ticked(user: User, batch: Batch, ids: list[str]) -> list[Enrolment]:
    """Those ticked in the list of a batch, of the people the user may reach."""
    keys = [key for each in ids if (key := key_in(each)) is not None]
    return list(Enrolment.objects.visible_to(user).of_batch(batch).filter(pk__in=keys))


def rooms_of(facility: Facility) -> list[Room]:
    """The rooms a lesson may be in."""
    return list(Room.objects.at(facility).by_name())


def courses() -> list[Course]:
    """All courses, those taught first."""
    return list(Course.objects.taught_first())


def _lessons(batch: Batch) -> list[Lesson]:
    return list(Lesson.objects.of_batch(batch).by_time().select_related("booking__room"))


def _lesson(lesson: Lesson, now: datetime) -> LessonRow:
    state, slot = BookingState(lesson.booking.state), lesson.booking.slot
    begun = slot.starts_at <= now
    return LessonRow(
        lesson=lesson,
        slot=slot,
        state=str(state.label),
        tone=LESSON_TONES[state],
        may_be_marked=begun and state in (BookingState.PUBLISHED, BookingState.HELD),
    )


def _person(enrolment: Enrolment, shares: Mapping[int, Attended], *, opens: bool) -> PersonRow:
    state = EnrolmentState(enrolment.state)
    return PersonRow(
        enrolment=enrolment,
        state=str(wording_states.ENROLMENT_STATES[state]),
        tone=wording.ENROLMENT_TONES[state],
        attended=shares.get(enrolment.pk, NOBODY),
        opens=opens,
    )


def _numbered(batch: Batch, waiting: list[PersonRow]) -> tuple[PersonRow, ...]:
    """Those who wait in the order of the list, with the place they have on the whole of it."""
    order = list(Enrolment.objects.of_batch(batch).waiting().values_list("pk", flat=True))
    placed = [replace(each, place=order.index(each.enrolment.pk) + 1) for each in waiting]
    return tuple(sorted(placed, key=lambda each: each.place))
