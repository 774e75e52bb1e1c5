"""Ending a stay: a release, a transfer, a death, an escape; and taking back one that was entered by mistake."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from inmates import wording_departures
from inmates.destination import NOWHERE, Destination
from inmates.domain.leaving import Fault, Leaving, Standing, Way, faults, faults_of_taking_back
from inmates.enums import CustodyState, Departure, TransferState
from inmates.models import Inmate, RegisterEntry, Stay, Transfer
from inmates.refusals import RegisterRefused
from inmates.services_loose_ends import raise_ends, void_ends
from inmates.services_places import go_on, leave_places
from inmates.uniqueness import one_of_each
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@transaction.atomic
def leave(
    *,
    inmate: Inmate,
    departure: Departure,
    on: date,
    by: User,
    request_key: UUID,
    to: Destination = NOWHERE,
    letter_number: str = "",
    reason: str = "",
) -> Stay:
    """End somebody's stay; what is open of them is written down, and a receiver that Pulih knows is told.

    :param request_key: the same again answers with the first.
    :raises RegisterRefused: with everything that speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    if done := earlier(Stay.all_objects, request_key, "left_key", inmate=inmate, departure=departure):
        return done
    inmate = _locked(inmate)
    stay = Stay.objects.of(inmate).lasting().first()
    itself = to.receiver is not None and to.receiver.pk == inmate.facility_id
    leaving = Leaving(Way(departure), on, to.words, itself, reason)
    found = faults(_standing(stay), leaving, today=clock.today())
    if stay is None or found:
        raise _refused(found)
    stay.left_on, stay.departure, stay.left_key = on, departure, request_key
    stay.left_to, stay.letter_number, stay.left_reason = to.words[:200], letter_number.strip(), reason.strip()
    stay.save(update_fields=["left_on", "departure", "left_key", "left_to", "letter_number", "left_reason"])
    inmate.state, inmate.left_on = CustodyState(departure), on
    leave_places([inmate], on=on, by=by)
    inmate.cell = None
    inmate.save(update_fields=["state", "left_on"])
    raise_ends(inmate=inmate, stay=stay, now=clock.now())
    if departure == Departure.TRANSFERRED and to.receiver:
        _announce(stay, to.receiver, by)
    facts = {"kind": str(departure), "day": on.isoformat(), "reason": reason.strip() or None}
    record(action="inmates.person.left", subject=inmate, by=by, **facts)
    return stay


@transaction.atomic
def take_back(*, inmate: Inmate, reason: str, by: User) -> Stay:
    """Let a stay go on whose end was entered by mistake, while nothing later stands; its loose ends are void.

    Who had a place in a cell until then has it again.

    :raises RegisterRefused: when the person is here, has arrived elsewhere, or nothing says why.
    """
    inmate = _locked(inmate)
    stay = Stay.objects.of(inmate).first()
    sent = Transfer.objects.select_for_update(of=("self",)).of_stay(stay).first() if stay else None
    arrived = sent is not None and sent.state == TransferState.ARRIVED
    left = stay is not None and stay.left_on is not None and not inmate.is_merged
    found = faults_of_taking_back(has_left=left, has_arrived=arrived, reason=reason)
    if stay is None or found:
        raise _refused(found)
    left_on = stay.left_on
    was = {"before": stay.departure, "day": left_on.isoformat() if left_on else None}
    stay.left_on, stay.departure, stay.left_to, stay.letter_number, stay.left_reason = None, "", "", "", ""
    inmate.state, inmate.left_on = CustodyState.IN_CUSTODY, None
    with one_of_each():
        stay.save(update_fields=["left_on", "departure", "left_to", "letter_number", "left_reason"])
        inmate.save(update_fields=["state", "left_on"])
    if left_on:
        go_on(stay, left_on=left_on)
    if sent:
        close(sent, TransferState.CANCELLED, by=by)
    void_ends(stay=stay, by=by)
    record(action="inmates.person.departure_taken_back", subject=inmate, by=by, reason=reason.strip(), **was)
    return stay


def close(transfer: Transfer, state: TransferState, *, by: User, arrived: Inmate | None = None) -> None:
    """Say what became of a transfer; it is locked already."""
    transfer.state, transfer.arrived_inmate = state, arrived
    transfer.closed_by, transfer.closed_at = by, clock.now()
    transfer.save(update_fields=["state", "arrived_inmate", "closed_by", "closed_at"])


def _refused(found: Collection[Fault]) -> RegisterRefused:
    fields = [wording_departures.FIELDS_OF_LEAVING.get(fault) for fault in found]
    return RegisterRefused(*wording_departures.faults(found), fields=fields)


def _announce(stay: Stay, receiver: Facility, by: User) -> Transfer:
    sent = {"facility_id": stay.facility_id, "inmate_id": stay.inmate_id, "stay": stay, "receiver": receiver}
    return Transfer.objects.create(**sent, announced_by=by, announced_at=clock.now())


def _locked(inmate: Inmate) -> Inmate:
    return Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)


def _standing(stay: Stay | None) -> Standing | None:
    last = RegisterEntry.objects.of_stay(stay).last() if stay else None
    if stay is None or last is None:
        return None
    return Standing(stay.admitted_on, last.starts_on, last.expires_on)


__all__ = ["close", "leave", "take_back"]
