"""Merging two rows of the register that are one person, and undoing it: rows are linked, nothing is rewritten.

The merged row becomes a row of the kept one's person (``person_uuid``), as rows at two facilities are after a transfer.
Everything that was signed or decided on it stays there. What an undo gives back stands on the merge.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from inmates import queries_merging, services_apart, wording_merging
from inmates.domain.merging import Fault
from inmates.domain.person_facts import touches_the_court
from inmates.enums import CustodyState
from inmates.models import Absence, Apart, CellPlace, FormerName, Inmate, LooseEnd, Merge, Stay
from inmates.models_merging import ApartQuerySet
from inmates.queries_merging import Choice, Plan, plain
from inmates.queries_person import facts_of
from inmates.refusals import MergeRefused
from inmates.services_loose_ends import raise_merged_ends
from inmates.services_places import leave_places, return_to_places
from inmates.uniqueness import one_of_each
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@transaction.atomic
def merge_rows(
    *, one: Inmate, other: Inmate, choice: Choice, reason: str, by: User, request_key: UUID
) -> Merge:
    """Say that two rows are one person. Which row goes on follows from the stays that stand.

    :raises MergeRefused: with everything that speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    pair = (one.pk, other.pk)
    if done := earlier(Merge.objects, request_key, kept__in=pair, merged__in=pair):
        return done
    Facility.objects.select_for_update(no_key=True).get(pk=one.facility_id)  # before people, as moves do
    one, other = _locked(one, other)
    plan = queries_merging.plan_of(one, other, choice, now=clock.now())
    faults = list(plan.faults)
    if _apart(one, other).exists():
        faults.append(wording_merging.fault(Fault.TOLD_APART))
    if not reason.strip():
        faults.append(wording_merging.fault(Fault.REASON_MISSING))
    if faults:
        raise MergeRefused(*faults)
    merge = _link(plan, reason.strip()[:300], by, request_key)
    services_apart.follow_merge(kept=plan.kept, merged=plan.merged, by=by, key=request_key)
    facts = {"reason": merge.reason, "number": plan.merged.register_number}
    record(action="inmates.people.merged", subject=plan.kept, by=by, **facts)
    facts["number"] = plan.kept.register_number
    record(action="inmates.people.merged_into", subject=plan.merged, by=by, **facts)
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, reason: str, by: User) -> Merge:
    """Make two people again of rows that were merged, exactly as they were. Twice changes nothing.

    :raises MergeRefused: while something stands on the merge, or nothing says why.
    """
    kept, merged = _in_order(*_locked(merge.kept, merge.merged), first=merge.kept_id)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        return merge
    merge.kept, merge.merged = kept, merged
    faults = queries_merging.faults_of_undoing(merge)
    if not reason.strip():
        faults.append(wording_merging.fault(Fault.REASON_MISSING))
    if faults:
        raise MergeRefused(*faults)
    Stay.all_objects.filter(merge=merge).update(merge=None)
    _give_back_facts(merge, by)
    _give_back_row(merge, by)
    merge.undone_at, merge.undone_by, merge.undo_reason = clock.now(), by, reason.strip()[:300]
    merge.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    for person, another in ((kept, merged), (merged, kept)):
        facts = {"reason": merge.undo_reason, "number": another.register_number}
        record(action="inmates.people.merge_undone", subject=person, by=by, **facts)
    return merge


@transaction.atomic
def tell_apart(*, one: Inmate, other: Inmate, by: User, reason: str = "") -> Apart:
    """Say that two rows that look alike are two people, so that they are not shown again. Twice changes nothing.

    :raises MergeRefused: when they are one row, of two facilities, or merged.
    """
    one, other = _locked(one, other)
    if done := _apart(one, other).first():
        return done
    if faults := queries_merging.against_the_pair(one, other):
        raise MergeRefused(*faults)
    apart = Apart.objects.create(
        facility_id=one.facility_id,
        one=one,
        other=other,
        reason=reason.strip()[:300],
        told_by=by,
        told_at=clock.now(),
    )
    for person, another in ((one, other), (other, one)):
        # Why stands on the row alone: it is about both, and the trail of one outlasts the other.
        record(action="inmates.people.told_apart", subject=person, by=by, number=another.register_number)
    return apart


@transaction.atomic
def reopen(*, apart: Apart, by: User) -> Apart:
    """Ask anew whether two rows are one person. Twice changes nothing."""
    locked = Apart.objects.select_for_update(of=("self",)).select_related("one", "other").get(pk=apart.pk)
    if locked.reopened_at:
        return locked
    locked.reopened_at, locked.reopened_by = clock.now(), by
    locked.save(update_fields=["reopened_at", "reopened_by"])
    for person, another in ((locked.one, locked.other), (locked.other, locked.one)):
        record(action="inmates.people.asked_anew", subject=person, by=by, number=another.register_number)
    return locked


def _link(plan: Plan, reason: str, by: User, request_key: UUID) -> Merge:
    kept, merged, now = plan.kept, plan.merged, clock.now()
    last = Stay.all_objects.filter(voided_at=None).of(merged)[0]
    ends = raise_merged_ends(inmate=merged, stay=last, now=now)
    before: dict[str, Any] = {"state": merged.state, "cell": merged.cell_id, "ends": [end.pk for end in ends]}
    before |= {
        "places": list(CellPlace.objects.open().filter(inmate=merged).values_list("pk", flat=True)),
        "absences": list(Absence.objects.open().filter(inmate=merged).values_list("pk", flat=True)),
        "facts": {name: [plain(getattr(kept, name)), plain(new)] for name, new in plan.changes.items()},
    }
    leave_places([merged], on=clock.today(), by=by)
    before["former"] = _keep_former(kept, plan.changes, reason, by)
    merge = Merge.objects.create(
        facility_id=kept.facility_id,
        kept=kept,
        merged=merged,
        reason=reason,
        former_uuid=merged.person_uuid,
        remembered=before,
        merged_by=by,
        merged_at=now,
        request_key=request_key,
    )
    Stay.all_objects.filter(pk__in=plan.outcome.aside).update(merge=merge)
    merged.state, merged.person_uuid, merged.cell = CustodyState.MERGED, kept.person_uuid, None
    merged.save(update_fields=["state", "person_uuid"])
    _put(kept, plan.changes)
    return merge


def _field(name: str) -> Any:
    return Inmate._meta.get_field(name)


def _put(kept: Inmate, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(kept, name, value)
    if facts:
        with one_of_each():
            kept.save(update_fields=list(facts))


def _keep_former(kept: Inmate, changes: Mapping[str, Any], reason: str, by: User) -> int | None:
    """Keep the name and NIK that stood, where another takes their place; return its key."""
    if not touches_the_court(facts_of(kept), changes):
        return None
    former = FormerName.objects.create(
        facility_id=kept.facility_id,
        inmate=kept,
        full_name=kept.full_name,
        nik=kept.nik or "",
        reason=wording_merging.former_reason(reason),
        until_at=clock.now(),
        recorded_by=by,
    )
    return former.pk


def _give_back_facts(merge: Merge, by: User) -> None:
    facts = {name: _field(name).to_python(was) for name, (was, _now) in merge.remembered["facts"].items()}
    _put(merge.kept, facts)
    FormerName.objects.filter(pk=merge.remembered["former"]).update(voided_at=clock.now(), voided_by=by)


def _give_back_row(merge: Merge, by: User) -> None:
    """The merged row is a person of its own again, where it was, with nothing left open by the merge."""
    merged, before = merge.merged, merge.remembered
    merged.state, merged.person_uuid = before["state"], merge.former_uuid
    with one_of_each():
        merged.save(update_fields=["state", "person_uuid"])
    return_to_places(merged, before["places"], before["absences"], before["cell"])
    LooseEnd.objects.filter(pk__in=before["ends"]).update(voided_at=clock.now(), voided_by=by)


def _apart(one: Inmate, other: Inmate) -> ApartQuerySet:
    low, high = sorted((one.pk, other.pk))
    return Apart.objects.standing().filter(one=low, other=high)


def _locked(one: Inmate, other: Inmate) -> tuple[Inmate, Inmate]:
    """Lock both rows by their keys, wholly: whoever writes something new about one of them is waited for, or waits."""
    rows = Inmate.objects.select_for_update(of=("self",)).filter(pk__in=(one.pk, other.pk)).order_by("pk")
    found = list(rows)
    if len(found) < len({one.pk, other.pk}):
        raise MergeRefused(wording_merging.fault(Fault.WITHDRAWN))
    return (found[0], found[-1])


def _in_order(one: Inmate, other: Inmate, *, first: int) -> tuple[Inmate, Inmate]:
    return (one, other) if one.pk == first else (other, one)


__all__ = ["merge_rows", "reopen", "tell_apart", "undo_merge"]
