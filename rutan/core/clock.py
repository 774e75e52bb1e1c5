"""The one clock that services read. It tells the time; only the demo, which invents a past, may turn it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_turned_back: ContextVar[datetime | None] = ContextVar("turned_back", default=None)


def now() -> datetime:
    """The moment it is, with a zone."""
    return _turned_back.get() or timezone.now()


def today() -> date:
    """The day it is, in the current time zone."""
    return timezone.localdate(now())


@contextmanager
def turned_back(to: datetime) -> Iterator[None]:
    """Let what is written inside seem to happen at a moment in the past.

    The audit trail and the row history keep the real time: they ask the database.

    :raises ValueError: for a moment in the future; nothing is invented there.
    """
    if to > timezone.now():
        raise ValueError("the clock is only turned back")
    token = _turned_back.set(to)
    try:
        yield
    finally:
        _turned_back.reset(token)
