"""The start page of every role: today's work first."""

from dataclasses import dataclass
from datetime import date, datetime

from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope
from rutan.dashboard import wording
from rutan.dashboard.queries_dashboard import Four, four
from rutan.dashboard.queries_day import Day, day_of
from rutan.dashboard.reading import Reading
from rutan.dashboard.shortcuts import Shortcut, shortcuts_for
from rutan.dashboard.todo import Todo, todays_work


@dataclass(frozen=True)
class Home:
    """Everything the start page shows."""

    today: date
    greeting: str
    todos: list[Todo]
    four: Four | None
    day: Day | None
    shortcuts: list[Shortcut]


def home_of(scope: Scope, *, now: datetime) -> Home:
    """Return the start page of the scope's user."""
    assert scope.user is not None  # a page is somebody's
    local = now.astimezone(scope.facility.zone) if scope.facility else now.astimezone()
    return Home(
        today=local.date(),
        greeting=wording.greeting(scope.user.full_name, local),
        todos=todays_work(scope, now=now),
        four=_four(scope, now),
        day=day_of(scope, now=now),
        shortcuts=shortcuts_for(scope),
    )


def _four(scope: Scope, now: datetime) -> Four | None:
    if scope.user is None or scope.facility is None or not scope.may(Permission.DASHBOARD_VIEW):
        return None
    return four(Reading.of_today(scope.user, scope.facility, now))
