"""Addresses of the rows behind a figure, and of a session for whoever reads."""

from django.urls import reverse
from django.utils.http import urlencode

from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope
from rutan.dashboard.figure import Figure
from rutan.dashboard.reading import Reading
from rutan.timetable.models import Booking

MARKS = (Permission.ATTENDANCE_MARK, Permission.ATTENDANCE_MARK_OWN)


def rows_of(figure: Figure, reading: Reading, part: str = "") -> str:
    """Return the page of the rows a figure counts, or those of one part."""
    route = ("dashboard:part", figure.code, part) if part else ("dashboard:rows", figure.code)
    return f"{reverse(route[0], args=route[1:])}?{query_of(reading)}"


def query_of(reading: Reading) -> str:
    """The month and the block of a look, as a query."""
    block = {"block": reading.block.code} if reading.block else {}
    return urlencode({"month": str(reading.month), **block})


def people_of_booking(booking: Booking, scope: Scope) -> str:
    """Return where the reader takes somebody off a session, else its page in the timetable."""
    route = "timetable:people" if scope.may(Permission.TIMETABLE_EDIT) else "timetable:show"
    return reverse(route, args=[booking.pk])


def of_booking(booking: Booking, scope: Scope) -> str:
    """Return where the reader marks attendance at a session or lesson, else its page in the timetable."""
    if scope.may(*MARKS):
        if session := getattr(booking, "session", None):
            return reverse("rehab:attendance", args=[session.pk])
        if lesson := getattr(booking, "lesson", None):
            return reverse("training:lesson", args=[lesson.pk])
    return reverse("timetable:show", args=[booking.pk])
