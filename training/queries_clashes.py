"""What the timetable says about one more person at the lessons to come, before anything is written."""

from django.db.models import QuerySet
from django.utils import timezone

from inmates.models import Inmate
from rutan.core import clock
from rutan.timetable.domain.conflicts import ConflictKind
from rutan.timetable.queries_joining import in_the_way_of
from rutan.timetable.wording import conflict_sentences
from training import wording
from training.models import Batch, Lesson
from training.queries import people_enrolled


def clashes_of(batch: Batch, inmate: Inmate) -> list[str]:
    """Return everything in the way of somebody's coming to every lesson still to come, in words, with the day."""
    bookings = [lesson.booking for lesson in _lessons_to_come(batch)]
    if not bookings:
        return []
    together = len({person.pk for person in people_enrolled(batch)} | {inmate.pk})
    found = in_the_way_of(inmate, bookings, together={booking.pk: together for booking in bookings})
    on, zone, said = clock.today(), batch.facility.zone, []
    for booking in bookings:
        day = timezone.localdate(booking.slot.starts_at, zone)
        # Who is kept apart from somebody in the batch is told so of the batch, not of each lesson.
        conflicts = [each for each in found.get(booking.pk, []) if each.kind is not ConflictKind.KEPT_APART]
        sentences = conflict_sentences(conflicts, zone=zone, on=on)
        said += [wording.on_day(day, each, on=on) for each in sentences]
    return said


def _lessons_to_come(batch: Batch) -> QuerySet[Lesson]:
    lessons = Lesson.objects.of_batch(batch).to_come(clock.now()).by_time()
    return lessons.filter(booking__published_at__isnull=False).select_related("booking__room")
