"""What every writing of the timetable begins with: the facility's regime row, locked; and how its guards speak."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError, OperationalError, connection, transaction

from rutan.agencies.models import Facility
from rutan.timetable import guards, guards_apart
from rutan.timetable.models import Booking, Claim, Regime
from rutan.timetable.models_claims import FACILITATOR_TWICE, INMATE_TWICE, ROOM_TWICE
from rutan.timetable.refusals import BookingLocked, Locked

NEVER_TWICE = (ROOM_TWICE, FACILITATOR_TWICE, INMATE_TWICE)
BOOKING_GUARDS = frozenset(
    {
        *NEVER_TWICE,
        guards.OUTSIDE_HOURS,
        guards.OUTSIDE_NOT_READY,
        guards.ROOM_GIVEN_UP,
        guards_apart.KEPT_APART,
    }
)
ROOM_GUARDS = frozenset({"room_code_once_a_facility"})
REGIME_GUARDS = frozenset({guards.HOURS_CLEAR, guards.PARTICIPANT_CLEAR, guards.NOT_READY_CLEAR})


class GuardRefused(Exception):
    """A guard of the database has refused a write, which was rolled back; ``rule`` names it."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def lock_regime(facility: Facility) -> Regime:
    """Lock the facility's timetable for this transaction; the row is made if it is not there yet.

    The first lock of the house's order. Whoever writes to the timetable in a transaction of their own and locks
    people or groups in it must call this before.
    """
    rows = Regime.objects.select_for_update(no_key=True, of=("self",)).select_related("facility")
    locked = rows.filter(facility=facility).first()
    if locked is None:
        Regime.objects.get_or_create(facility=facility)
        locked = rows.get(facility=facility)
    return locked


def lock_booking(booking: Booking) -> Booking:
    """Lock a booking and read it anew; its facility's regime row must be locked already."""
    locked = Booking.objects.select_for_update(of=("self",)).select_related("room", "facility")
    return locked.get(pk=booking.pk)


@contextmanager
def guarded(rules: frozenset[str]) -> Iterator[None]:
    """Write within a savepoint; what a guard refuses, and a deadlock, come out as ``GuardRefused``.

    :param rules: the constraints that are meant; any other is a bug and passes through.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        rule = rule_of(error)
        if rule not in rules:
            raise
        raise GuardRefused(rule) from error
    except OperationalError as error:
        if not isinstance(error.__cause__, psycopg.errors.DeadlockDetected):
            raise
        raise GuardRefused("deadlock") from error


def rule_of(error: IntegrityError) -> str:
    """The name of the constraint or trigger that refused."""
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""


@contextmanager
def changing_places() -> Iterator[None]:
    """Let two bookings change places: clashes are judged at the end of the block, not in the middle."""
    names = ", ".join(NEVER_TWICE)
    with connection.cursor() as cursor:
        cursor.execute(f"set constraints {names} deferred")
        yield
        cursor.execute(f"set constraints {names} immediate")


def new_claims(
    booking: Booking, *, facilitators: Iterable[int], inmates: Iterable[int], room: bool = False
) -> list[Claim]:
    """Make the claims of a booking on people, and on its room if it is new; people in the order of their keys."""
    facts = {
        "facility_id": booking.facility_id,
        "booking": booking,
        "during": booking.during,
        "published": booking.counts,
    }
    return [
        *([Claim(room_id=booking.room_id, **facts)] if room else []),
        *(Claim(facilitator_id=key, **facts) for key in sorted(facilitators)),
        *(Claim(inmate_id=key, **facts) for key in sorted(inmates)),
    ]


def refuse_over(booking: Booking) -> None:
    """:raises BookingLocked: for a held or cancelled booking."""
    if booking.is_over:
        raise BookingLocked(Locked(booking.state))
