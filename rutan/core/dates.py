"""Days and times in the words of the house: "Selasa, 24 November 2026", "besok 08.00", "110 hari lagi"."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def _day_of(value: date) -> date:
    """The calendar day, of a datetime in the current time zone."""
    return _local(value).date() if isinstance(value, datetime) else value


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day(value: date) -> str:
    """ "Selasa, 24 November 2026"."""
    return django_format(_day_of(value), "l, j F Y")


def long_date(value: date) -> str:
    """ "24 November 2026"."""
    return django_format(_day_of(value), "j F Y")


def short_date(value: date) -> str:
    """ "24 Nov 2026", for tables."""
    return django_format(_day_of(value), "j M Y")


def clock(value: datetime) -> str:
    """ "08.00": 24 hours, with a dot."""
    return django_format(_local(value), "H.i")


def zone(value: datetime) -> str:
    """The time zone's name, "WIB" in the west."""
    return _local(value).tzname() or ""


def moment(value: datetime) -> str:
    """ "24 November 2026, 08.00 WIB"."""
    return f"{long_date(value)}, {clock(value)} {zone(value)}".rstrip()


def near(value: date, on: date | None = None) -> str:
    """A day as it is said on the day ``on`` (default: today); of a datetime with the time.

    "hari ini 08.00", "besok", "Senin, 16 November 13.00"; the year only when it is another one.
    """
    today = on or timezone.localdate()
    there = _day_of(value)
    words = _soon(there, today)
    return f"{words} {clock(value)}" if isinstance(value, datetime) else words


def _soon(there: date, today: date) -> str:
    match (there - today).days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case -1:
            return _("yesterday")
    return django_format(there, "l, j F" if there.year == today.year else "l, j F Y")


def distance(value: date, on: date | None = None) -> str:
    """How far a day is from ``on`` (default: today): "110 hari lagi", "hari ini", "3 hari lalu"."""
    today = on or timezone.localdate()
    days = (_day_of(value) - today).days
    if abs(days) <= 1:
        return _soon(_day_of(value), today)
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}
