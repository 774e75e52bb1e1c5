"""Sets of marks and certificates that reports count beside those the querysets name."""

from datetime import date

from django.db.models import QuerySet

from rutan.agencies.models import Facility
from training.models import Enrolment, LessonAttendance
from training.queries_figures import certificates_in


def marks_between(facility: Facility, first: date, last: date) -> "QuerySet[LessonAttendance]":
    """Marks at held lessons that began on one of the days, both included."""
    marks = LessonAttendance.objects.at(facility).at_held_lessons()
    began = "lesson__booking__during__startswith__date"
    return marks.filter(**{f"{began}__gte": first, f"{began}__lte": last})


def certified_between(facility: Facility, first: date, last: date) -> "QuerySet[Enrolment]":
    """Enrolments whose certificate bears one of the days, both included, and still holds."""
    return Enrolment.objects.at(facility).filter(document__in=certificates_in(facility, first, last))
