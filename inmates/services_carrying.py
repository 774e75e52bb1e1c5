"""Taking over what a sender has written down: rows of the receiver's own stay; those of the sender stay as they are."""

from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from inmates.domain.carrying import NO_ORIGIN, Order, Origin, order_that_goes_along, written_otherwise
from inmates.models import OfficialDate, RegisterEntry, Remission, Sentence, Stay, Transfer
from rutan.accounts.models import User
from rutan.core import clock

Carried = TypeVar("Carried", Sentence, Remission, OfficialDate)
# What a row says, by the columns that go along; whose it is and who wrote it is the receiver's.
OF_A_SENTENCE = ("years", "months", "days", "counts_from", "decision_number", "decided_on", "court")
OF_A_REMISSION = ("kind", "months", "days", "granted_on", "letter_number")
OF_A_DATE = ("milestone", "day", "source")


def origin_of(transfer: Transfer, *, code: str, expires_on: date | None) -> Origin:
    """Say where somebody comes from, with the order that goes along if their first line here says what it says."""
    last = RegisterEntry.objects.of_stay(transfer.stay).last()
    if last is None:
        return NO_ORIGIN
    order = Order(last.letter_number, last.letter_on, last.issued_by)
    goes_along = order_that_goes_along(last.line, order, code=code, expires_on=expires_on)
    return Origin(transfer.facility.name, last.number, goes_along)


def written_here_otherwise(transfer: Transfer, *, code: str, expires_on: date | None) -> list[str]:
    """Name what the receiver wrote otherwise than the sender had it, by columns of a person's row."""
    last = RegisterEntry.objects.of_stay(transfer.stay).last()
    return list(written_otherwise(last.line, code=code, expires_on=expires_on)) if last else []


def carry_over(transfer: Transfer, stay: Stay, *, by: User) -> list[str]:
    """Write sentence, remissions and official dates of the sender's stay into the new one; the person is locked.

    A remission hangs on no line here: the expiry that was taken over is the one after it. Returns which of the three
    there were.
    """
    sent = transfer.stay
    sentences = _copies(Sentence.objects.of_stay(sent), OF_A_SENTENCE, stay, transfer, by)
    remissions = _copies(Remission.objects.of_stay(sent), OF_A_REMISSION, stay, transfer, by)
    days = _copies(OfficialDate.objects.of_stay(sent).order_by("pk"), OF_A_DATE, stay, transfer, by)
    Sentence.objects.bulk_create(sentences)
    Remission.objects.bulk_create(remissions)
    OfficialDate.objects.bulk_create(days)
    found = {"sentence": sentences, "remissions": remissions, "official_dates": days}
    return [name for name, rows in found.items() if rows]


def _copies(
    rows: QuerySet[Carried], columns: tuple[str, ...], stay: Stay, transfer: Transfer, by: User
) -> list[Carried]:
    """The rows again, as the receiver's, each with the sender's name."""
    own = {"facility_id": stay.facility_id, "stay": stay, "carried_from": transfer.facility.name}
    seen = {"recorded_by": by, "recorded_at": clock.now()}
    return [rows.model(**{name: getattr(row, name) for name in columns}, **own, **seen) for row in rows]


__all__ = ["carry_over", "origin_of", "written_here_otherwise"]
