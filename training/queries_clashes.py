"""What the timetable says about one more person at the lessons to come, before anything is written."""

from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from inmates.models import Inmate
from rutan.core import clock
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.proposal import Proposal, RoomFacts
from rutan.timetable.queries_checker import checker_for
from rutan.timetable.wording import conflict_sentences
from training import wording
from training.models import Batch, Lesson
from training.queries import people_enrolled


def clashes_of(batch: Batch, inmate: Inmate) -> list[str]:
    """Return everything in the way of somebody's coming to every lesson still to come, in words, with the day.

    The same checker as for any booking; six queries, however many lessons there are.
    """
    lessons = list(_lessons_to_come(batch))
    if not lessons:
        return []
    people = {person.pk: person.full_name for person in [*people_enrolled(batch), inmate]}
    alone = {inmate.pk: inmate.full_name}
    span = Slot(
        min(lesson.booking.slot.starts_at for lesson in lessons),
        max(lesson.booking.slot.ends_at for lesson in lessons),
    )
    # Read with the newcomer alone: that the others are free was seen when they were enrolled.
    checker = checker_for(batch.facility, span, proposal=_proposal(lessons[0], alone))
    said: list[str] = []
    for lesson in lessons:
        said += _at_lesson(checker, lesson, people, batch.facility.zone)
    return said


def _at_lesson(checker: Checker, lesson: Lesson, people: dict[int, str], zone: ZoneInfo) -> list[str]:
    on, accepted = clock.today(), lesson.booking.override_reason
    conflicts = checker.conflicts(_proposal(lesson, people))
    new = [each for each in conflicts if not (accepted and each.severity.overridable)]
    day = timezone.localdate(lesson.booking.slot.starts_at, zone)
    return [wording.on_day(day, each, on=on) for each in conflict_sentences(new, zone=zone, on=on)]


def _lessons_to_come(batch: Batch) -> QuerySet[Lesson]:
    lessons = Lesson.objects.of_batch(batch).to_come(clock.now()).by_time()
    return lessons.filter(booking__published_at__isnull=False).select_related("booking__room")


def _proposal(lesson: Lesson, people: dict[int, str]) -> Proposal:
    booking = lesson.booking
    room = RoomFacts(booking.room_id, booking.room.name, booking.room.capacity)
    return Proposal(room=room, slot=booking.slot, facilitators={}, inmates=people, booking_id=booking.pk)
