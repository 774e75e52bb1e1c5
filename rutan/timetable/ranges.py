"""Slots of the domain as PostgreSQL's ranges, and back; both are half-open."""

from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from rutan.timetable.domain.calendar import Slot


def range_of(slot: Slot) -> DateTimeTZRange:
    """Return a slot as a range."""
    return DateTimeTZRange(slot.starts_at, slot.ends_at, "[)")


def slot_of(during: "DateTimeTZRange") -> Slot:
    """Return a stored range, which a constraint keeps bounded, as a slot."""
    starts_at, ends_at = during.lower, during.upper
    assert isinstance(starts_at, datetime)
    assert isinstance(ends_at, datetime)
    return Slot(starts_at, ends_at)


def bounded() -> Q:
    """The condition that ``during`` is ``[from, to)`` with both ends, and not empty."""
    return Q(
        during__isempty=False,
        during__lower_inf=False,
        during__upper_inf=False,
        during__lower_inc=True,
        during__upper_inc=False,
    )
