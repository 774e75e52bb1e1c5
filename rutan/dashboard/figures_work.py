"""Figures on work: sessions and attendance, training, and what nobody has finished."""

from datetime import date, timedelta

from django.db.models import CharField, DateField, DateTimeField, Exists, F, Func, OuterRef, QuerySet
from django.db.models.functions import Cast, TruncWeek
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.queries_figures import drafts_pending
from rehab.enums import AttendanceState
from rehab.models import Attendance
from rutan.core import dates
from rutan.dashboard.figure import Figure, Split
from rutan.dashboard.reading import Reading
from rutan.timetable import queries_figures as bookings
from rutan.timetable.enums import BookingState, LostBy
from rutan.timetable.models import Booking, Claim
from training import queries_figures as training
from training.queries_marks import certified_between

OLD_DRAFT = timedelta(days=7)
BEGINS = Func(F("during"), function="lower", output_field=DateTimeField())


def week_words(part: str) -> str:
    """ "week of 16 Nov 2026" of ``2026-11-16``."""
    try:
        monday = date.fromisoformat(part)
    except ValueError:
        return ""
    return _now("week of %(day)s") % {"day": dates.short_date(monday)}


def mark_words(part: str) -> str:
    """What a mark is called."""
    return str(AttendanceState(part).label) if part in AttendanceState.values else ""


def _monday(reading: Reading) -> Cast:
    return Cast(Cast(TruncWeek(BEGINS, tzinfo=reading.facility.zone), DateField()), CharField())


BY_WEEK = Split(key=_monday, words=week_words)
BY_MARK = Split(key=lambda reading: F("state"), words=mark_words)


def of_block(rows: QuerySet[Booking], reading: Reading) -> QuerySet[Booking]:
    """Of sessions and lessons, those to which somebody from the block that was chosen was to come."""
    if reading.block is None:
        return rows
    people = Claim.objects.filter(booking=OuterRef("pk"), inmate__in=reading.people)
    return rows.filter(Exists(people))


def planned(reading: Reading) -> QuerySet[Booking]:
    """Sessions and lessons that began within the time that is read."""
    return of_block(bookings.planned_in(reading.facility, reading.slot), reading)


PLANNED = Figure(
    "planned",
    _("Sessions planned"),
    _("Sessions and lessons that began within the month, until now, and were ever published."),
    planned,
    split=BY_WEEK,
)
HELD = Figure(
    "held",
    _("Sessions held"),
    _("Of the sessions and lessons planned, those that took place."),
    lambda reading: planned(reading).filter(state=BookingState.HELD),
    split=BY_WEEK,
)
LOST_RUTAN = Figure(
    "lost_rutan",
    _("Lost on the detention centre's side"),
    _("Of the sessions and lessons planned, those called off for a reason of the detention centre."),
    lambda reading: planned(reading).filter(state=BookingState.CANCELLED, lost_by=LostBy.RUTAN),
    split=BY_WEEK,
)
LOST_PERSON = Figure(
    "lost_person",
    _("Lost on the person's side"),
    _("Of the sessions and lessons planned, those called off because nobody came, for reasons of their own."),
    lambda reading: planned(reading).filter(state=BookingState.CANCELLED, lost_by=LostBy.PERSON),
    split=BY_WEEK,
)
REPLANNED = Figure(
    "replanned",
    _("Called off and planned anew"),
    _("Of the sessions and lessons planned, those called off on nobody's side, usually for another time."),
    lambda reading: planned(reading).filter(state=BookingState.CANCELLED, lost_by=LostBy.NONE),
    split=BY_WEEK,
)
UNMARKED = Figure(
    "unmarked",
    _("Not marked yet"),
    _("Of the sessions and lessons planned, those of which nobody has written down whether they took place."),
    lambda reading: planned(reading).filter(state=BookingState.PUBLISHED),
    split=BY_WEEK,
)
SESSIONS = (PLANNED, HELD, LOST_RUTAN, LOST_PERSON, REPLANNED, UNMARKED)
ATTENDANCE = Figure(
    "attendance",
    _("Attendance at sessions held"),
    _("Marks, one a person and session, of the rehabilitation sessions of the month that took place."),
    lambda reading: (
        Attendance.objects.at(reading.facility)
        .between(reading.first, reading.last)
        .at_held_sessions()
        .filter(placement__inmate__in=reading.people)
    ),
    split=BY_MARK,
)
TRAINING = (
    Figure(
        "batches",
        _("Batches taught"),
        _("Batches that were taught on a day of the month, those finished since among them."),
        lambda reading: training.running_in(reading.facility, reading.first, reading.last),
    ),
    Figure(
        "enrolled",
        _("Began a course"),
        _("Enrolments that got their place in a batch in the month."),
        lambda reading: training.enrolled_in(reading.facility, reading.first, reading.last).filter(
            inmate__in=reading.people
        ),
    ),
    Figure(
        "trained",
        _("Completed a course"),
        _("Enrolments that ended in the month with the course completed."),
        lambda reading: training.completed_in(reading.facility, reading.first, reading.last).filter(
            inmate__in=reading.people
        ),
    ),
    Figure(
        "certified",
        _("Certificates issued"),
        _("Enrolments whose certificate bears a day of the month and has not been revoked."),
        lambda reading: certified_between(reading.facility, reading.first, reading.last).filter(
            inmate__in=reading.people
        ),
    ),
)
TO_MARK = Figure(
    "to_mark",
    _("Sessions over without attendance"),
    _("Sessions and lessons that are over and of which nobody has marked who was there."),
    lambda reading: of_block(
        Booking.objects.at(reading.facility)
        .waiting_to_be_marked(reading.now)
        .filter(kind__in=bookings.PROGRAMMES)
        .annotate(begins_at=BEGINS),
        reading,
    ),
    of_today=True,
    oldest="begins_at",
)
OLD_DRAFTS = Figure(
    "old_drafts",
    _("Forms begun more than 7 days ago, not signed"),
    _("Forms that were begun more than seven days ago and are neither signed nor put aside."),
    lambda reading: drafts_pending(reading.facility).filter(
        started_at__lt=reading.now - OLD_DRAFT, inmate__in=reading.people
    ),
    of_today=True,
    oldest="started_at",
)
