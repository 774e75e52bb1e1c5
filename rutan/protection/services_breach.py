"""Reporting a breach of personal data, sending its notices, writing down whose data it reached, closing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier
from rutan.protection.domain.breach import Kind, missing
from rutan.protection.models import Breach, BreachPerson
from rutan.protection.queries_breach import reach_of
from rutan.protection.wording_breach import MOMENTS_REFUSED, missing_in_words


class BreachRefused(Refused):
    """What was to be written about a breach does not go together with what is known of it."""


@transaction.atomic
def report_breach(
    *,
    facility: Facility,
    by: User,
    known_at: datetime,
    happened_from: datetime,
    happened_to: datetime,
    kind: Kind | str,
    texts: dict[str, str],
    request_key: UUID,
    account: User | None = None,
) -> Breach:
    """Write down a breach: the clock has run since it became known. The same key again answers with the first.

    :param texts: ``what`` happened, ``how``, and which ``data`` it was.
    :raises BreachRefused: when its moments do not follow each other, or something is not said.
    :raises KeyUsed: when the key was used for something else.
    """
    now = clock.now()
    texts = _said(texts)
    if not (happened_from <= known_at <= now and happened_from <= happened_to):
        raise BreachRefused(str(MOMENTS_REFUSED))
    deed: dict[str, Any] = {"facility": facility, "reported_by": by, "kind": Kind(kind)}
    deed["what"] = texts["what"]
    if done := earlier(Breach.all_objects, request_key, **deed):
        return done
    breach: Breach = Breach.objects.create(
        **deed, how=texts["how"], data=texts["data"], account=account, known_at=known_at,
        happened_from=happened_from, happened_to=happened_to, reported_at=now, request_key=request_key,
    )  # fmt: skip
    facts = {"breach": breach.kind, "user": account and account.username}
    _record("reported", breach, by, facts)
    return breach


@transaction.atomic
def list_people(*, breach: Breach, by: User) -> Breach:
    """Write down whose records the account reached, once and for good.

    :raises BreachRefused: when no account is named, the time is not over, or the list was written before.
    """
    locked = _open(breach)
    if locked.account is None:
        raise BreachRefused(_("No account is named, so the audit trail cannot tell whom it reached."))
    if locked.people_listed_at:
        raise BreachRefused(_("The list was written down already."))
    now = clock.now()
    if locked.happened_to > now:
        raise BreachRefused(_("The time in which it happened is not over yet. Write the list down after it."))
    reach = reach_of(locked.account, locked.happened_from, locked.happened_to, facility=locked.facility)
    rows = [
        BreachPerson(
            facility=locked.facility, breach=locked, inmate=each.inmate, fields=each.as_fields, listed_at=now
        )
        for each in reach.people
    ]
    BreachPerson.objects.bulk_create(rows)
    return _written(locked, by, "people_listed", people_listed_at=now, count=len(rows))


@transaction.atomic
def notify_authority(*, breach: Breach, by: User, at: datetime, letter: str) -> Breach:
    """Write down that the authority was told, by which letter.

    :raises BreachRefused: when it was told before, or at a moment that cannot be.
    """
    locked = _open(breach)
    if locked.authority_notified_at:
        raise BreachRefused(_("This notice is written down already."))
    _must_have_been(at, locked)
    if not letter.strip():
        raise BreachRefused(_("Write down the number of the letter."))
    return _written(
        locked, by, "authority_notified", authority_notified_at=at, authority_letter=letter.strip()
    )


@transaction.atomic
def notify_subjects(
    *, breach: Breach, by: User, at: datetime | None = None, how: str = "", why_not: str = ""
) -> Breach:
    """Write down that the people were told and how, or why they were not.

    :raises BreachRefused: when they were told before, or when neither or both is said.
    """
    locked = _open(breach)
    if locked.subjects_notified_at:
        raise BreachRefused(_("This notice is written down already."))
    how, why_not = how.strip(), why_not.strip()
    if bool(at and how) == bool(why_not) or bool(at) != bool(how):
        raise BreachRefused(_("Say when and how the people were told, or why they were not."))
    if at is not None:
        _must_have_been(at, locked)
    return _written(
        locked, by, "subjects_notified",
        subjects_notified_at=at, subjects_how=how, subjects_why_not=why_not,
    )  # fmt: skip


@transaction.atomic
def write_remedy(*, breach: Breach, by: User, remedy: str) -> Breach:
    """Write down what was done about it; it may be written again until the breach is closed.

    :raises BreachRefused: when nothing is said.
    """
    locked = _open(breach)
    if not remedy.strip():
        raise BreachRefused(_("Say which measures were taken."))
    return _written(locked, by, "remedied", remedy=remedy.strip())


@transaction.atomic
def close_breach(*, breach: Breach, by: User, reason: str) -> Breach:
    """Close it, once everything is done; nothing of it changes after that.

    :raises BreachRefused: naming what is missing.
    """
    locked = _open(breach)
    if lacking := missing(locked.told):
        raise BreachRefused(*(missing_in_words(each) for each in lacking))
    if not reason.strip():
        raise BreachRefused(_("Say why it may be closed."))
    return _written(locked, by, "closed", closed_at=clock.now(), closed_by=by, close_reason=reason.strip())


@transaction.atomic
def void_breach(*, breach: Breach, by: User, reason: str) -> Breach:
    """Withdraw what was reported by mistake.

    :raises BreachRefused: when no reason is given.
    """
    locked = _open(breach)
    if not reason.strip():
        raise BreachRefused(_("Say why it was a mistake."))
    return _written(locked, by, "voided", voided_at=clock.now(), voided_by=by, void_reason=reason.strip())


def _open(breach: Breach) -> Breach:
    locked = Breach.all_objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if locked.closed_at or locked.voided_at:
        raise BreachRefused(_("This breach is closed; nothing of it changes any more."))
    return locked


def _must_have_been(at: datetime, breach: Breach) -> None:
    if not breach.known_at <= at <= clock.now():
        raise BreachRefused(_("A notice is sent after the breach was known, and not in the future."))


def _written(breach: Breach, by: User, deed: str, *, count: int | None = None, **values: Any) -> Breach:
    for name, value in values.items():
        setattr(breach, name, value)
    breach.save(update_fields=list(values))
    _record(deed, breach, by, {} if count is None else {"count": count})
    return breach


def _record(deed: str, breach: Breach, by: User, facts: dict[str, Any]) -> None:
    record(action=f"protection.breach.{deed}", subject=breach, by=by, **facts)


def _said(texts: dict[str, str]) -> dict[str, str]:
    said = {name: texts.get(name, "").strip() for name in ("what", "how", "data")}
    if not all(said.values()):
        raise BreachRefused(_("Say what happened, how, and which data it was."))
    return said


__all__ = [
    "BreachRefused",
    "close_breach",
    "list_people",
    "notify_authority",
    "notify_subjects",
    "report_breach",
    "void_breach",
    "write_remedy",
]
