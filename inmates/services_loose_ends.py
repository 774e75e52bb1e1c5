"""Writing down what a departure leaves open, and settling by hand what cannot settle itself."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.consequences import (
    Consequence,
    Touched,
    consequence_of,
    touched_by_leaving,
    touched_by_merging,
)
from inmates.models import Inmate, LooseEnd, Stay
from inmates.refusals import RegisterRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock


def raise_ends(*, inmate: Inmate, stay: Stay, now: datetime) -> list[LooseEnd]:
    """Write down everything that is open of somebody who leaves, in the transaction of the departure."""
    return _raise(inmate, stay, touched_by_leaving(inmate, now), now)


def raise_merged_ends(*, inmate: Inmate, stay: Stay, now: datetime) -> list[LooseEnd]:
    """Write down everything that is open of a row that is merged; what a departure wrote down already stands."""
    named = LooseEnd.objects.of_stay(stay).values_list("code", "subject_type", "subject_id")
    standing = set(named)
    found = [
        (kind, thing)
        for kind, thing in touched_by_merging(inmate, now)
        if (kind.code, thing.subject_type, thing.subject_id) not in standing
    ]
    return _raise(inmate, stay, found, now)


def _raise(
    inmate: Inmate, stay: Stay, found: Iterable[tuple[Consequence, Touched]], now: datetime
) -> list[LooseEnd]:
    return LooseEnd.objects.bulk_create(
        LooseEnd(
            facility_id=stay.facility_id,
            inmate=inmate,
            stay=stay,
            code=consequence.code,
            subject_type=touched.subject_type,
            subject_id=touched.subject_id,
            facts={"words": touched.words, "on": touched.on.isoformat() if touched.on else None},
            raised_at=now,
        )
        for consequence, touched in found
    )


def void_ends(*, stay: Stay, by: User) -> int:
    """Take back what a departure wrote down, for it did not happen; return how many."""
    return LooseEnd.objects.of_stay(stay).update(voided_at=clock.now(), voided_by=by)


@transaction.atomic
def settle_by_hand(*, end: LooseEnd, how: str, by: User) -> LooseEnd:
    """Say that nothing more is to be done about something, and why. Twice changes nothing.

    :raises RegisterRefused: without a word about it.
    """
    locked = LooseEnd.objects.select_for_update(of=("self",)).select_related("inmate").get(pk=end.pk)
    if locked.settled_at:
        return locked
    if not how.strip():
        raise RegisterRefused(_("Say what was done about it."))
    locked.settled_at, locked.settled_by, locked.settled_how = clock.now(), by, how.strip()[:300]
    locked.save(update_fields=["settled_at", "settled_by", "settled_how"])
    facts = {"about": locked.code, "reason": locked.settled_how}
    record(action="inmates.departure.settled", subject=locked.inmate, by=by, **facts)
    return locked


def may_settle(end: LooseEnd, by: User) -> bool:
    """Whether a loose end is this person's to settle, by their permissions at its facility."""
    kind = consequence_of(end.code)
    return bool(kind and by.reach.permissions_at(end.facility_id).intersection(kind.settles))
