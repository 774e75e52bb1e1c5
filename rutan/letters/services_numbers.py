"""Numbers, and who signs."""

from datetime import date, timedelta

from django.db import transaction

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.letters import wording
from rutan.letters.domain.numbers import written
from rutan.letters.enums import DocumentKind, Office
from rutan.letters.models import LetterCode, NumberSeries, Signatory
from rutan.letters.refusals import LetterRefused

DAY = timedelta(days=1)


@transaction.atomic
def next_number(*, facility: Facility, classification: str, year: int) -> int:
    """Take the next number of a series, for the transaction that issues: rolled back, the number is free again.

    The series stays locked until that transaction ends, so numbers have no gaps. Of all locks it is the last.
    """
    return take_number(locked_series(facility=facility, classification=classification, year=year))


def locked_series(*, facility: Facility, classification: str, year: int) -> NumberSeries:
    """Lock a series of numbers, made at the first letter of the year."""
    key = {"facility": facility, "classification": classification, "year": year}
    NumberSeries.objects.bulk_create([NumberSeries(**key)], ignore_conflicts=True)
    return NumberSeries.objects.select_for_update(of=("self",)).get(**key)


def take_number(series: NumberSeries) -> int:
    """Count a locked series on."""
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def number_in(facility: Facility, code: LetterCode, sequence: int, *, year: int) -> str:
    """Return a running number as the facility's papers write it; without a prefix of its own, with its code."""
    prefix = facility.letter_prefix or facility.code
    return written(
        code.pattern, prefix=prefix, classification=code.classification, number=sequence, year=year
    )


def letter_code_for(facility: Facility, kind: DocumentKind, *, on: date) -> LetterCode:
    """Return the letter code of a kind of paper on a day, the facility's own before that of all.

    :raises LetterRefused: when there is none.
    """
    code = LetterCode.objects.reaching(facility).valid(on=on).filter(kind=kind).first()
    if code is None:
        raise LetterRefused(wording.NO_LETTER_CODE)
    return code


def signatory_for(facility: Facility, office: Office | None, *, on: date) -> Signatory | None:
    """Return who signs for an office on a day; without an office nobody does.

    :raises LetterRefused: when nobody signs for the office.
    """
    if office is None:
        return None
    signatory = Signatory.objects.signing_for(facility, office).valid(on=on).first()
    if signatory is None:
        raise LetterRefused(wording.NOBODY_SIGNS)
    return signatory


@transaction.atomic
def appoint_signatory(
    *, facility: Facility, office: Office, position: str, name: str, nip: str, starts_on: date, by: User
) -> Signatory:
    """Let somebody sign for an office from a day on; whoever did so before ends the day before.

    :raises LetterRefused: when the office has somebody who begins on that day or later, or has signed papers of such a day.
    """
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    others = Signatory.objects.signing_for(facility, office)
    if others.filter(starts_on__gte=starts_on).exists():
        raise LetterRefused(wording.SIGNS_ALREADY)
    if others.having_signed_from(starts_on).exists():
        raise LetterRefused(wording.SIGNED_ALREADY)
    others.ending_from(starts_on).update(ends_on=starts_on - DAY)
    appointed = Signatory.objects.create(
        facility=facility, office=office, position=position, name=name, nip=nip, starts_on=starts_on
    )
    record(action="letters.signatory.appointed", subject=appointed, by=by, office=office.value)
    return appointed
