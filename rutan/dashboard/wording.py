"""Sentences of the start page and the dashboard."""

from collections.abc import Callable
from datetime import datetime

from django.utils.dateformat import format as django_format
from django.utils.translation import gettext as _

from rutan.dashboard.domain.comparison import Change, Direction
from rutan.dashboard.domain.part_of_day import PartOfDay, part_of_day
from rutan.dashboard.domain.weeks import Week
from rutan.reports.domain.months import Month
from rutan.reports.wording import month_in_words

GREETINGS: dict[PartOfDay, Callable[[], str]] = {
    PartOfDay.MORNING: lambda: _("Good morning, %(name)s."),
    PartOfDay.MIDDAY: lambda: _("Good day, %(name)s."),
    PartOfDay.AFTERNOON: lambda: _("Good afternoon, %(name)s."),
    PartOfDay.EVENING: lambda: _("Good evening, %(name)s."),
}


def greeting(name: str, now: datetime) -> str:
    """A greeting for the part of the day of a moment with a zone."""
    return GREETINGS[part_of_day(now.time())]() % {"name": name}


def week_words(week: Week) -> str:
    """ "2–8 November"; a week of two months does not occur, since it is cut at the month's ends."""
    if week.first_day == week.last_day:
        return django_format(week.first_day, "j F")
    return f"{week.first_day.day}–{django_format(week.last_day, 'j F')}"


def points(change: Change | None, before: Month) -> str:
    """ "up 6 points from October 2026"."""
    if change is None:
        return _("nothing to compare with in %(month)s") % {"month": month_in_words(before)}
    if change.direction is Direction.SAME:
        return _("the same as in %(month)s") % {"month": month_in_words(before)}
    up = change.direction is Direction.UP
    words = _("up %(by)d points from %(month)s") if up else _("down %(by)d points from %(month)s")
    return words % {"by": change.by, "month": month_in_words(before)}


def than(change: Change | None, before: Month) -> str:
    """ "3 more than at the end of October 2026"."""
    if change is None or change.direction is Direction.SAME:
        return _("as many as at the end of %(month)s") % {"month": month_in_words(before)}
    up = change.direction is Direction.UP
    words = (
        _("%(by)d more than at the end of %(month)s")
        if up
        else _("%(by)d fewer than at the end of %(month)s")
    )
    return words % {"by": change.by, "month": month_in_words(before)}
