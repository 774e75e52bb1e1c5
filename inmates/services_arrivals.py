"""Beginning stays by hand: a new person, somebody who comes back, an arrival from another facility."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from inmates import queries_apart, wording_departures
from inmates.domain.carrying import NO_ORIGIN, Origin
from inmates.domain.leaving import Fault, faults_of_coming
from inmates.domain.person_facts import FACTS
from inmates.enums import Arrival, CustodyState, TransferState
from inmates.models import Inmate, Merge, Stay, Transfer
from inmates.refusals import RegisterRefused
from inmates.services_carrying import carry_over, origin_of, written_here_otherwise
from inmates.services_departures import close
from inmates.services_stays import admit, begin_stay
from inmates.uniqueness import one_of_each
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier

# What a sender's row says of who somebody is; the rest is the receiver's own to write.
GOES_ALONG = tuple(name for name in FACTS if name != "remark")
OF_THE_STAY = ("register_code", "register_number", "admitted_on", "expires_on", "cell")


@transaction.atomic
def enter_person(*, facility: Facility, facts: Mapping[str, Any], by: User, request_key: UUID) -> Stay:
    """Enter by hand somebody who is new here, with their first line; ``facts`` are the columns of their row.

    :raises RegisterRefused: with everything that speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    same = {"facility": facility, "arrival": Arrival.ADMISSION, "entries__number": facts["register_number"]}
    if done := earlier(Stay.all_objects, request_key, "entries__request_key", **same):
        return done
    _refuse(facts)
    person = admit(facility=facility, facts=facts, by=by, key=request_key)
    return person.stays.get()


@transaction.atomic
def admit_again(*, inmate: Inmate, facts: Mapping[str, Any], by: User, request_key: UUID) -> Stay:
    """Begin a new stay of somebody who left; ``facts`` are the columns of ``OF_THE_STAY``.

    A transfer that nobody has confirmed is taken back with it: the person is here.

    :raises RegisterRefused: with everything that speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    same = {"inmate": inmate, "arrival": Arrival.RETURN}
    if done := earlier(Stay.all_objects, request_key, "entries__request_key", **same):
        return done
    _lock(inmate.facility)
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    _refuse(facts, not_before=inmate.left_on, found=_against(inmate), inmate=inmate)
    for transfer in Transfer.objects.select_for_update(of=("self",)).filter(inmate=inmate).on_the_way():
        close(transfer, TransferState.CANCELLED, by=by)
    stay = _take_in(inmate, facts, Arrival.RETURN, by=by, request_key=request_key)
    record(action="inmates.person.admitted_again", subject=inmate, by=by)
    return stay


@transaction.atomic
def confirm_arrival(*, transfer: Transfer, facts: Mapping[str, Any], by: User, request_key: UUID) -> Stay:
    """Take in somebody whom another facility has sent: the same person, on a row and register of the receiver's.

    Who they are goes along, and what was decided about the sentence (``services_carrying``); nothing of the programme
    does. Whoever was here before gets a new stay on the row there is.

    :raises RegisterRefused: with everything that speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    same = {"facility": transfer.receiver, "arrival": Arrival.TRANSFER, "inmate__arrivals": transfer}
    if done := earlier(Stay.all_objects, request_key, "entries__request_key", **same):
        return done
    _lock(transfer.receiver)
    sent = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=transfer.inmate_id)
    transfer = Transfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    inmate = _known_here(transfer.receiver, sent.person_uuid)
    found = [Fault.NOT_ON_THE_WAY] if transfer.state != TransferState.ANNOUNCED else _against(inmate)
    _refuse(facts, not_before=transfer.stay.left_on, found=found, inmate=inmate)
    inmate = inmate or Inmate(facility=transfer.receiver, person_uuid=sent.person_uuid)
    for name in GOES_ALONG:
        setattr(inmate, name, getattr(sent, name))
    own = {"code": facts["register_code"], "expires_on": facts["expires_on"]}
    origin = origin_of(transfer, **own)
    stay = _take_in(inmate, facts, Arrival.TRANSFER, by=by, request_key=request_key, origin=origin)
    told = {"carried": carry_over(transfer, stay, by=by), "fields": written_here_otherwise(transfer, **own)}
    close(transfer, TransferState.ARRIVED, by=by, arrived=inmate)
    record(action="inmates.person.arrived", subject=inmate, by=by, facility=transfer.receiver, **told)
    return stay


def _known_here(facility: Facility, person: UUID) -> Inmate | None:
    """The row of a person at a facility, locked: their own, or the one into which it was merged."""
    here = Inmate.objects.at(facility).going_on().select_for_update(no_key=True, of=("self",))
    into = Merge.objects.lasting().at(facility).filter(former_uuid=person)
    return (
        here.filter(person_uuid=person).first()
        or here.filter(pk__in=into.values("kept")).order_by("pk").first()
    )


def _against(inmate: Inmate | None) -> list[Fault]:
    if inmate is None:
        return []
    if inmate.state == CustodyState.IN_CUSTODY:
        return [Fault.IS_HERE]
    if inmate.is_merged:
        return [Fault.IS_MERGED]
    return [Fault.HAS_DIED] if inmate.state == CustodyState.DIED else []


def _lock(facility: Facility) -> None:
    """The first in the order of the house: who else is put into a cell at that moment is there to be seen."""
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)


def _refuse(
    facts: Mapping[str, Any],
    *,
    not_before: date | None = None,
    found: list[Fault] | None = None,
    inmate: Inmate | None = None,
) -> None:
    days = {"admitted_on": facts["admitted_on"], "expires_on": facts["expires_on"]}
    all_found = [*(found or ()), *faults_of_coming(**days, not_before=not_before, today=clock.today())]
    sentences = wording_departures.faults(all_found)
    fields = [wording_departures.FIELDS_OF_COMING.get(fault) for fault in all_found]
    if inmate is not None and facts.get("cell"):
        kept_apart = queries_apart.sentences_against(inmate.facility, {inmate.pk: facts["cell"]})
        sentences, fields = sentences + kept_apart, [*fields, *["cell"] * len(kept_apart)]
    if sentences:
        raise RegisterRefused(*sentences, fields=fields)


def _take_in(
    inmate: Inmate,
    facts: Mapping[str, Any],
    arrival: Arrival,
    *,
    by: User,
    request_key: UUID,
    origin: Origin = NO_ORIGIN,
) -> Stay:
    """Let a row say that the person is here, and begin the stay it speaks of."""
    for name in OF_THE_STAY:
        setattr(inmate, name, facts[name])
    inmate.state, inmate.left_on = CustodyState.IN_CUSTODY, None
    with one_of_each():
        inmate.save()
    return begin_stay(inmate, by=by, arrival=arrival, origin=origin, key=request_key)


__all__ = ["GOES_ALONG", "OF_THE_STAY", "admit_again", "confirm_arrival", "enter_person"]
