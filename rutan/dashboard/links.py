"""Addresses: of the rows behind a figure, and of pages that other packages own."""

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from rutan.dashboard.figure import Figure
from rutan.dashboard.reading import Reading
from rutan.timetable.models import Booking


def address_of(route: str, *args: object) -> str:
    """Return the address of a page, or nothing while there is no such page."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def rows_of(figure: Figure, reading: Reading, part: str = "") -> str:
    """Return the page of the rows a figure counts, or those of one part."""
    route = ("dashboard:part", figure.code, part) if part else ("dashboard:rows", figure.code)
    return f"{reverse(route[0], args=route[1:])}?{query_of(reading)}"


def query_of(reading: Reading) -> str:
    """The month and the block of a look, as a query."""
    block = {"block": reading.block.code} if reading.block else {}
    return urlencode({"month": str(reading.month), **block})


def of_booking(booking: Booking) -> str:
    """Return where attendance at a session is marked, else the page of the booking."""
    session = getattr(booking, "session", None)
    marking = address_of("rehab:attendance", session.pk) if session else ""
    return marking or address_of("timetable:show", booking.pk)
