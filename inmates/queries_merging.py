"""What merging two rows, or undoing it, would do: one plan, read by the page beforehand and by the service under locks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from inmates import wording_merging
from inmates.consequences import Consequence as Kind
from inmates.consequences import Touched, resting_on, touched_by_merging
from inmates.domain.merging import Clash, Fault, Held, Outcome, clashes, decide, stands_in_the_way
from inmates.enums import Departure
from inmates.models import Cell, Inmate, Merge, Stay, Transfer
from rutan.accounts.models import User

# Who somebody is: of these the value of either row may stand. All else stays as each row has it.
CHOSEN = ("full_name", "nik", "born_on")


@dataclass(frozen=True)
class Choice:
    """What an officer has decided: by clash the row whose stays stand, by fact the row that is right."""

    stands: Mapping[int, int]
    facts: Mapping[str, int]


@dataclass(frozen=True)
class Plan:
    """What merging would do, and everything that speaks against it."""

    rows: Mapping[int, Inmate]
    stays: tuple[Held, ...]
    outcome: Outcome
    changes: Mapping[str, Any]
    touched: tuple[tuple[Kind, Touched], ...]
    faults: tuple[str, ...]

    @property
    def kept(self) -> Inmate:
        """The row that goes on."""
        return self.rows[self.outcome.kept]

    @property
    def merged(self) -> Inmate:
        """The row that is merged into it."""
        return self.rows[self.outcome.merged]

    @property
    def changed(self) -> list[str]:
        """In words, which facts of the row that goes on are replaced."""
        return [wording_merging.replaced(self.kept, self.merged, name) for name in self.changes]

    @cached_property
    def aside(self) -> list[Stay]:
        """The stays that are set aside, in order."""
        return list(Stay.objects.filter(pk__in=self.outcome.aside).order_by("admitted_on", "pk"))


def held_of(*people: Inmate) -> tuple[Held, ...]:
    """The standing stays of rows, as the rules read them."""
    rows = Stay.objects.filter(inmate__in=people).order_by("admitted_on", "pk")
    return tuple(_held(stay) for stay in rows)


def clashes_of(one: Inmate, other: Inmate) -> tuple[Clash, ...]:
    """The times that both rows tell."""
    return clashes(held_of(one, other))


def plan_of(one: Inmate, other: Inmate, choice: Choice, *, now: datetime) -> Plan:
    """Say what merging two rows would do under a choice."""
    rows, stays = {one.pk: one, other.pk: other}, held_of(one, other)
    against = against_the_pair(one, other)
    if against or not stays:
        nothing = Outcome(one.pk, other.pk, frozenset())
        return Plan(rows, stays, nothing, {}, (), tuple(against))
    outcome = decide(one.pk, other.pk, stays, choice.stands)
    kept, merged = rows[outcome.kept], rows[outcome.merged]
    faults = [wording_merging.fault(each) for each in outcome.faults]
    if sent := Transfer.objects.filter(inmate=merged).on_the_way().select_related("receiver").first():
        facts = {"name": merged.full_name, "where": sent.receiver.name}
        faults.append(wording_merging.fault(Fault.ON_THE_WAY, **facts))
    touched = tuple(touched_by_merging(merged, now))
    faults += _both_running(kept, merged, touched, now)
    return Plan(rows, stays, outcome, _changes(rows, kept, merged, choice), touched, tuple(faults))


def faults_of_undoing(merge: Merge) -> list[str]:
    """Return everything that speaks against undoing a merge, in words; the rows are read as they are now."""
    kept, merged = merge.kept, merge.merged
    found = [wording_merging.fault(Fault.STAY_SINCE)] if _stays_since(merge) else []
    arrived = Transfer.objects.filter(
        arrived_inmate=kept, inmate__person_uuid=merge.former_uuid, closed_at__gte=merge.merged_at
    )
    if arrived.exists():
        found.append(wording_merging.fault(Fault.ARRIVED_SINCE))
    written = merge.remembered["facts"]
    changed = [name for name, (_was, now) in written.items() if plain(getattr(kept, name)) != now]
    if changed:
        found.append(wording_merging.corrected_since(changed))
    if (cell := Cell.objects.filter(pk=merge.remembered["cell"]).first()) and cell.closed_at:
        found.append(wording_merging.fault(Fault.CELL_CLOSED, cell=cell.code, name=merged.full_name))
    return found + list(resting_on(merge))


def plain(value: Any) -> str | None:
    """A fact as a merge remembers it."""
    return None if value is None else str(value)


def merges_into(inmate: Inmate, user: User) -> list[Merge]:
    """What was merged into a row, as far as the user reaches it, the last one first."""
    if len(inmate.row_keys) == 1:
        return []
    rows = Merge.objects.into(inmate).filter(merged__in=Inmate.objects.visible_to(user))
    return list(rows.select_related("merged", "merged_by"))


def merge_of(inmate: Inmate) -> Merge | None:
    """The merge by which a row went into another; None for one that goes on."""
    return Merge.objects.of(inmate).select_related("kept", "merged_by").first() if inmate.is_merged else None


def went_into(inmate_id: int, user: User) -> Inmate | None:
    """The row into which one was merged, if the user reaches it."""
    into = Merge.objects.lasting().filter(merged=inmate_id)
    return Inmate.objects.visible_to(user).filter(pk__in=into.values("kept")).first()


def kept_by_merged(inmate_ids: Iterable[int]) -> dict[int, int]:
    """By the key of each row that was merged into one of these: into which."""
    rows = Merge.objects.lasting().filter(kept__in=list(inmate_ids))
    return dict(rows.order_by("pk").values_list("merged", "kept"))


def _held(stay: Stay) -> Held:
    died = stay.departure == Departure.DIED
    return Held(stay.pk, stay.inmate_id, stay.admitted_on, stay.left_on, died)


def against_the_pair(one: Inmate, other: Inmate) -> list[str]:
    """What speaks against the two rows themselves, before any stay is looked at."""
    if one.pk == other.pk:
        return [wording_merging.fault(Fault.SAME_ROW)]
    if one.facility_id != other.facility_id:
        return [wording_merging.fault(Fault.OTHER_FACILITY)]
    lasting = Merge.objects.lasting().select_related("kept", "merged")
    into = lasting.filter(merged__in=(one, other)).order_by("pk")
    return [
        wording_merging.fault(
            Fault.MERGED_ALREADY, name=each.merged.full_name, number=each.kept.register_number
        )
        for each in into
    ]


def _both_running(
    kept: Inmate, merged: Inmate, touched: tuple[tuple[Kind, Touched], ...], now: datetime
) -> list[str]:
    """What only one of a person may run, and runs for both rows; and others that were merged into the merged one."""
    found = [
        wording_merging.fault(Fault.OTHERS_MERGED, name=each.full_name)
        for each in [merged]
        if Merge.objects.into(merged).exists()
    ]
    running = {kind.code: thing for kind, thing in touched_by_merging(kept, now) if kind.one_at_a_time}
    for kind, thing in touched:
        if kind.one_at_a_time and kind.code in running:
            facts = {"what": str(kind.label), "kept": running[kind.code].words, "merged": thing.words}
            found.append(wording_merging.fault(Fault.BOTH_RUNNING, **facts, name=merged.full_name))
    return found


def _changes(rows: Mapping[int, Inmate], kept: Inmate, merged: Inmate, choice: Choice) -> dict[str, Any]:
    """The facts of the kept row that are replaced; a NIK that only the other row has is taken over unless told not to."""
    found = {}
    for name in CHOSEN:
        default = merged if name == "nik" and not kept.nik else kept
        value = getattr(rows.get(choice.facts.get(name, default.pk), kept), name)
        if value and value != getattr(kept, name):
            found[name] = value
    return found


def _stays_since(merge: Merge) -> bool:
    since = Stay.objects.filter(inmate=merge.kept, recorded_at__gt=merge.merged_at)
    returning = Stay.all_objects.filter(inmate=merge.merged, voided_at=None)
    return stands_in_the_way(map(_held, returning), map(_held, since))
