"""Writing into the register history by hand: extensions, moves from A to B, remissions, sentences, official dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from inmates import wording_register
from inmates.domain.register_history import Entry, EntryKind, Fault, faults
from inmates.domain.sentence import Milestone, Term, brought_forward
from inmates.enums import RemissionKind
from inmates.models import Inmate, OfficialDate, RegisterEntry, Remission, Sentence, Stay
from inmates.refusals import RegisterRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@dataclass(frozen=True)
class Letter:
    """What a line rests on."""

    number: str = ""
    on: date | None = None
    issued_by: str = ""
    remark: str = ""


NO_LETTER = Letter()


@transaction.atomic
def write_line(
    *, inmate: Inmate, line: Entry, by: User, request_key: UUID, letter: Letter = NO_LETTER
) -> RegisterEntry:
    """Write the next line of somebody's history; their row then says the same.

    :param request_key: the same again answers with the first.
    :raises RegisterRefused: with everything that speaks against it.
    """
    same = {"stay__inmate": inmate, "kind": line.kind.value, "code": line.code.value}
    if done := earlier(RegisterEntry.all_objects, request_key, **same):
        return done
    inmate = _locked(inmate)
    stay = Stay.objects.of(inmate).lasting().first()
    history = list(RegisterEntry.objects.of_stay(stay)) if stay else []
    found = faults([each.line for each in history], line, is_open=stay is not None, on=clock.today())
    if stay is None or found:
        raise _refused(found or (Fault.NOT_HERE,))
    entry = _entry(stay, line, letter)
    entry.recorded_by, entry.recorded_at, entry.request_key = by, clock.now(), request_key
    entry.save(force_insert=True)
    _tell(inmate, entry)
    facts = {"kind": line.kind.value, "code": line.code.value}
    record(action="inmates.register.line_written", subject=inmate, by=by, **facts)
    return entry


def _entry(stay: Stay, line: Entry, letter: Letter) -> RegisterEntry:
    return RegisterEntry(
        facility_id=stay.facility_id,
        stay=stay,
        kind=line.kind.value,
        code=line.code.value,
        number=line.number.strip(),
        starts_on=line.starts_on,
        expires_on=line.expires_on,
        letter_number=letter.number.strip(),
        letter_on=letter.on,
        issued_by=letter.issued_by.strip(),
        remark=letter.remark.strip(),
    )


@transaction.atomic
def grant_remission(
    *,
    inmate: Inmate,
    kind: RemissionKind,
    term: Term,
    granted_on: date,
    by: User,
    request_key: UUID,
    letter_number: str = "",
) -> Remission:
    """Shorten somebody's sentence: the end comes forward by months, then days, but not before the day it is granted.

    :raises RegisterRefused: when there is no end that could come forward.
    """
    if done := earlier(
        Remission.all_objects, request_key, "entry__request_key", stay__inmate=inmate, kind=kind
    ):
        return done
    line = _shortened(inmate, term, granted_on)
    letter = Letter(letter_number, granted_on)
    entry = write_line(inmate=inmate, line=line, by=by, request_key=request_key, letter=letter)
    return Remission.objects.create(
        facility_id=entry.facility_id,
        stay=entry.stay,
        entry=entry,
        kind=kind,
        months=term.total_months,
        days=term.days,
        granted_on=granted_on,
        letter_number=letter_number.strip(),
        recorded_by=by,
        recorded_at=clock.now(),
    )


def _shortened(inmate: Inmate, term: Term, granted_on: date) -> Entry:
    """The line that a remission leads to."""
    last = RegisterEntry.objects.of(inmate).last()
    if last is None or last.expires_on is None or last.line.code.is_detainee:
        raise _refused((Fault.NOT_EARLIER,))
    ends = max(brought_forward(last.expires_on, term), granted_on)
    return Entry(EntryKind.REMISSION, last.line.code, last.number, max(granted_on, last.starts_on), ends)


@transaction.atomic
def record_sentence(
    *,
    inmate: Inmate,
    term: Term,
    counts_from: date,
    by: User,
    decision_number: str = "",
    decided_on: date | None = None,
    court: str = "",
) -> Sentence:
    """Write down what the court pronounced; it takes the place of what stood, which is kept as void."""
    stay = _open_stay(inmate)
    _replace(lambda: Sentence.objects.of_stay(stay).first(), by)
    sentence = Sentence.objects.create(
        facility_id=stay.facility_id,
        stay=stay,
        years=term.years,
        months=term.months,
        days=term.days,
        counts_from=counts_from,
        decision_number=decision_number.strip(),
        decided_on=decided_on,
        court=court.strip(),
        recorded_by=by,
        recorded_at=clock.now(),
    )
    record(action="inmates.register.sentence_recorded", subject=inmate, by=by)
    return sentence


@transaction.atomic
def record_official_date(
    *, inmate: Inmate, milestone: Milestone, day: date | None, source: str, by: User
) -> OfficialDate | None:
    """Let the date of the official system take the place of the estimate; without a day the estimate comes back."""
    stay = _open_stay(inmate)
    _replace(lambda: OfficialDate.objects.of_stay(stay).filter(milestone=milestone.value).first(), by)
    record(action="inmates.register.official_date", subject=inmate, by=by, kind=milestone.value)
    if day is None:
        return None
    return OfficialDate.objects.create(
        facility_id=stay.facility_id,
        stay=stay,
        milestone=milestone.value,
        day=day,
        source=source.strip(),
        recorded_by=by,
        recorded_at=clock.now(),
    )


def _locked(inmate: Inmate) -> Inmate:
    return Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)


def _open_stay(inmate: Inmate) -> Stay:
    stay = Stay.objects.of(_locked(inmate)).lasting().first()
    if stay is None:
        raise _refused((Fault.NOT_HERE,))
    return stay


def _replace(standing: Callable[[], Sentence | OfficialDate | None], by: User) -> None:
    """Void what stands, if something does."""
    if found := standing():
        found.voided_at, found.voided_by = clock.now(), by
        found.save(update_fields=["voided_at", "voided_by"])


def _tell(inmate: Inmate, entry: RegisterEntry) -> None:
    """Let the person's row say what the last line says."""
    inmate.register_code, inmate.register_number = entry.code, entry.number
    inmate.expires_on = entry.expires_on
    inmate.save(update_fields=["register_code", "register_number", "expires_on"])


def _refused(found: Sequence[Fault]) -> RegisterRefused:
    fields = [wording_register.FIELDS.get(fault) for fault in found]
    return RegisterRefused(*wording_register.faults(found), fields=fields)


__all__ = ["Letter", "grant_remission", "record_official_date", "record_sentence", "write_line"]
