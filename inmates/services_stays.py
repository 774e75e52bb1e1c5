"""Beginning stays, and writing into their register history what a register file says."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from inmates.domain.carrying import NO_ORIGIN, Origin
from inmates.domain.judging import Change
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import EntryKind, kind_between
from inmates.enums import Arrival, CustodyState
from inmates.models import Inmate, RegisterEntry, Stay
from inmates.services_places import begin_places, follow_admissions
from inmates.uniqueness import one_of_each
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock

BATCH = 500
OF_THE_REGISTER = frozenset({"register_code", "register_number", "expires_on", "admitted_on"})


class Standing(NamedTuple):
    """In which register somebody stands, and until when."""

    code: str
    number: str
    expires_on: date | None


@transaction.atomic
def begin_stays(
    people: Sequence[Inmate], *, by: User | None, arrival: Arrival = Arrival.ADMISSION
) -> list[Stay]:
    """Open the stay that each person's row speaks of, with its first line and the place in the cell the row names.

    For rows that were just made or now speak of another stay.
    """
    stays = Stay.objects.bulk_create([_stay_of(person, arrival, by) for person in people], batch_size=BATCH)
    RegisterEntry.objects.bulk_create(
        [_first_line(stay, person, by) for stay, person in zip(stays, people, strict=True)], batch_size=BATCH
    )
    begin_places(stays, by=by)
    return stays


@transaction.atomic
def begin_stay(
    person: Inmate,
    *,
    by: User | None,
    arrival: Arrival,
    origin: Origin = NO_ORIGIN,
    key: UUID | None = None,
) -> Stay:
    """Open the stay that one person's row speaks of, with the place in its cell; the first line carries the form's key,
    and the order somebody brought along from elsewhere.
    """
    stay = _stay_of(person, arrival, by)
    stay.arrived_from, stay.arrived_number = origin.place[:200], origin.number
    stay.save(force_insert=True)
    line = _first_line(stay, person, by)
    line.request_key, order = key, origin.order
    line.letter_number, line.letter_on, line.issued_by = order.number, order.on, order.issued_by
    line.save(force_insert=True)
    begin_places([stay], by=by)
    return stay


@transaction.atomic
def admit(
    *, facility: Facility, facts: Mapping[str, Any], by: User | None, key: UUID | None = None
) -> Inmate:
    """Enter somebody who is new here; ``facts`` are the columns of their row.

    :raises RegisterRefused: when somebody else has the register number or, in custody, the NIK.
    """
    with one_of_each():
        person = Inmate.objects.create(facility=facility, **facts)
    begin_stay(person, by=by, arrival=Arrival.ADMISSION, key=key)
    record(action="inmates.person.admitted", subject=person, by=by, facility=facility)
    return person


def _stay_of(person: Inmate, arrival: Arrival, by: User | None) -> Stay:
    return Stay(
        facility_id=person.facility_id,
        inmate=person,
        admitted_on=person.admitted_on,
        arrival=arrival,
        left_on=person.left_on,
        departure="" if person.state == CustodyState.IN_CUSTODY else person.state,
        recorded_by=by,
        recorded_at=clock.now(),
    )


def _first_line(stay: Stay, person: Inmate, by: User | None) -> RegisterEntry:
    return _line(stay, EntryKind.FIRST, _standing_of(person), by)


def _line(
    stay: Stay, kind: EntryKind, standing: Standing, by: User | None, *, on: date | None = None
) -> RegisterEntry:
    """A line of a stay; it begins with the stay, or on another day."""
    return RegisterEntry(
        facility_id=stay.facility_id,
        stay=stay,
        kind=kind.value,
        code=standing.code,
        number=standing.number,
        starts_on=on or stay.admitted_on,
        expires_on=standing.expires_on,
        recorded_by=by,
        recorded_at=clock.now(),
    )


def _standing_of(person: Inmate) -> Standing:
    return Standing(person.register_code, person.register_number, person.expires_on)


@transaction.atomic
def follow_the_file(
    changed: Iterable[tuple[int, Sequence[Change]]], *, on: date, by: User | None
) -> list[RegisterEntry]:
    """Write into the histories what a file changed of the register, for people whose rows were just changed.

    :param changed: keys of people with what the file gives another value.
    :param on: the day on which the file was judged; a line begins on it, but not before the last one.
    """
    told = {pk: {each.field for each in changes} & OF_THE_REGISTER for pk, changes in changed}
    fields = {pk: names for pk, names in told.items() if names}
    if not fields:
        return []
    people = Inmate.objects.in_bulk(sorted(fields))
    lines = _last_lines(people)
    correct_admissions([people[pk] for pk, names in fields.items() if "admitted_on" in names], by=by)
    return RegisterEntry.objects.bulk_create(
        [
            _next_line(lines[pk], people[pk], on, by)
            for pk, names in fields.items()
            if names - {"admitted_on"}
        ],
        batch_size=BATCH,
    )


def _last_lines(people: Iterable[int]) -> dict[int, RegisterEntry]:
    """The last line of the last stay of each person, by the person's key."""
    rows = RegisterEntry.objects.filter(
        stay__inmate__in=list(people), stay__voided_at=None, stay__merge=None
    ).in_order()
    return {row.stay.inmate_id: row for row in rows.select_related("stay")}


def _next_line(last: RegisterEntry, person: Inmate, on: date, by: User | None) -> RegisterEntry:
    code = RegisterCode(person.register_code)
    kind = kind_between(last.line, code=code, expires_on=person.expires_on)
    return _line(last.stay, kind, _standing_of(person), by, on=max(on, last.starts_on))


@transaction.atomic
def correct_admissions(people: Sequence[Inmate], *, by: User | None) -> None:
    """Correct days of admission: of the stay, and of its first line, which is voided and written anew."""
    admitted = {person.pk: person.admitted_on for person in people}
    firsts = RegisterEntry.objects.filter(stay__inmate__in=admitted, kind=EntryKind.FIRST.value)
    lines = {line.stay.inmate_id: line for line in firsts.in_order().select_related("stay")}
    before = {line.stay_id: line.stay.admitted_on for line in lines.values()}
    for pk, line in lines.items():
        line.stay.admitted_on = admitted[pk]
    Stay.objects.bulk_update([line.stay for line in lines.values()], ["admitted_on"], batch_size=BATCH)
    RegisterEntry.objects.filter(pk__in=[line.pk for line in lines.values()]).update(
        voided_at=clock.now(), voided_by=by
    )
    RegisterEntry.objects.bulk_create([_anew(line, by) for line in lines.values()], batch_size=BATCH)
    follow_admissions([line.stay for line in lines.values()], before, by=by)


def _anew(line: RegisterEntry, by: User | None) -> RegisterEntry:
    """The first line of a stay as of another day of admission; what it rests on stays."""
    anew = _line(line.stay, EntryKind.FIRST, Standing(line.code, line.number, line.expires_on), by)
    anew.letter_number, anew.letter_on, anew.issued_by = line.letter_number, line.letter_on, line.issued_by
    return anew


__all__ = ["admit", "begin_stay", "begin_stays", "correct_admissions", "follow_the_file"]
