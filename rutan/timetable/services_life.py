"""What becomes of a booking: held, cancelled, or other people at it."""

from collections.abc import Collection

from django.db import transaction

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.timetable.domain.proposal import Proposal
from rutan.timetable.enums import BookingState, LostBy
from rutan.timetable.models import Booking, Claim
from rutan.timetable.queries_checker import people_of, proposal_of
from rutan.timetable.refusals import BookingLocked, Locked
from rutan.timetable.services_locks import lock_booking, lock_regime, new_claims, refuse_over
from rutan.timetable.services_placing import Placing


@transaction.atomic
def hold_booking(*, booking: Booking, by: User) -> Booking:
    """Say that a session took place; from now on its time, room and people are locked. Twice changes nothing.

    :raises BookingLocked: for a draft, a cancelled one, or one that has not begun.
    """
    lock_regime(booking.facility)
    locked, now = lock_booking(booking), clock.now()
    if locked.state == BookingState.HELD:
        return locked
    refuse_over(locked)
    if locked.state != BookingState.PUBLISHED:
        raise BookingLocked(Locked.NOT_PUBLISHED)
    if locked.slot.starts_at > now:
        raise BookingLocked(Locked.NOT_BEGUN)
    locked.state, locked.held_at, locked.held_by = BookingState.HELD, now, by
    locked.save(update_fields=["state", "held_at", "held_by"])
    record(action="timetable.booking.held", subject=locked, by=by)
    return locked


@transaction.atomic
def cancel_booking(*, booking: Booking, reason: str, lost_by: LostBy, by: User) -> Booking:
    """Call a session off: its room and people are free from now on. Twice changes nothing.

    :param reason: in a person's words, never empty.
    :param lost_by: on whose side it was lost; NONE for one that is planned anew.
    :raises BookingLocked: for a held one, or without a reason.
    """
    lock_regime(booking.facility)
    locked = lock_booking(booking)
    if locked.state == BookingState.CANCELLED:
        return locked
    refuse_over(locked)
    if not reason.strip():
        raise BookingLocked(Locked.NO_REASON)
    # Claims first: those of a cancelled booking can no longer be written to.
    Claim.objects.of(locked).update(published=False)
    locked.state, locked.lost_by, locked.cancel_reason = BookingState.CANCELLED, lost_by, reason.strip()[:300]
    locked.cancelled_at, locked.cancelled_by = clock.now(), by
    locked.save(update_fields=["state", "lost_by", "cancel_reason", "cancelled_at", "cancelled_by"])
    record(
        action="timetable.booking.cancelled", subject=locked, by=by, lost_by=str(lost_by), reason=reason[:300]
    )
    return locked


@transaction.atomic
def change_people(
    *,
    booking: Booking,
    facilitators: Collection[User],
    inmates: Collection[Inmate],
    by: User,
    override_reason: str = "",
) -> Booking:
    """Say anew who leads a session and who comes. A group whose membership changes calls it for each session to come.

    Taking somebody off is never refused; whoever is added must be free, and the room large enough unless a reason is
    given, now or when the session was laid.

    :raises BookingRefused: with everything in the way; nobody is added or taken off then.
    :raises BookingLocked: for a held or cancelled one.
    """
    regime, locked = lock_regime(booking.facility), lock_booking(booking)
    refuse_over(locked)
    wanted = proposal_of(
        room=locked.room, slot=locked.slot, facilitators=facilitators, inmates=inmates, booking_id=locked.pk
    )
    gone, come = _gone_and_come(locked, wanted)
    accepted = locked.override_reason
    placing = Placing(
        wanted, regime=regime, moves=False, reason=override_reason, accepted=accepted, newly=come[1]
    )
    with placing.written(counts=locked.counts and any(come)):
        _give_up(locked, *gone, by=by)
        _add(locked, *come)
        if placing.overridden:
            placing.sign(locked, by)
            locked.save(update_fields=["override_reason", "override_by"])
    if any(gone) or any(come):
        added, removed = [sorted(each) for each in come], [sorted(each) for each in gone]
        record(action="timetable.booking.people_changed", subject=locked, by=by, added=added, removed=removed)
    return locked


def _gone_and_come(booking: Booking, wanted: Proposal) -> tuple[tuple[set[int], set[int]], ...]:
    """Who is taken off and who is added: facilitators and inmates, by their keys."""
    present = [{person.pk for person in people} for people in people_of(booking)]
    asked = [set(wanted.facilitators), set(wanted.inmates)]
    gone = (present[0] - asked[0], present[1] - asked[1])
    return gone, (asked[0] - present[0], asked[1] - present[1])


def _give_up(booking: Booking, facilitators: set[int], inmates: set[int], *, by: User) -> None:
    claims, facts = Claim.objects.of(booking), {"voided_at": clock.now(), "voided_by": by}
    claims.filter(facilitator__in=facilitators).update(**facts)
    claims.filter(inmate__in=inmates).update(**facts)


def _add(booking: Booking, facilitators: set[int], inmates: set[int]) -> None:
    Claim.objects.bulk_create(new_claims(booking, facilitators=facilitators, inmates=inmates))
