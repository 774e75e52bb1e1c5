"""The working list: who is at which stage, and why there is something to do for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from inmates.models import Consent, Inmate
from rehab import wording_work
from rehab.domain.stage import Stage
from rehab.known import Known
from rehab.models import Placement, TierDecision
from rehab.queries_tiers import recommend_for_all
from rehab.stages import at_stage, counted_by_stage
from rehab.wording import STAGES
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core.turning import key_in

PAGE = 50


@dataclass(frozen=True)
class WorkRow:
    """One person of the list as the page shows it."""

    known: Known
    reason: str
    tone: str


@dataclass(frozen=True)
class WorkPage:
    """One page of the working list."""

    stage: Stage
    counts: Mapping[Stage, int]
    rows: Sequence[WorkRow]
    following: str

    @property
    def tabs(self) -> list[tuple[str, str, int, bool]]:
        """Code, words, number and whether it is shown, for each stage."""
        return [
            (stage.value, str(STAGES[stage]), count, stage is self.stage)
            for stage, count in self.counts.items()
        ]


def stage_named(name: str) -> Stage | None:
    """The stage of that name; None for anything else."""
    return Stage(name) if name in set(Stage) else None


def work_page(
    user: User, facility: Facility, *, stage: Stage | None, preferred: Sequence[Stage], after: str, on: date
) -> WorkPage:
    """Return one page of a stage; without a wish, of the first preferred stage at which anybody waits."""
    people = Inmate.objects.visible_to(user).at(facility).in_custody()
    counts = counted_by_stage(people)
    shown = stage or next((each for each in preferred if counts[each]), preferred[-1])
    page, following = _turned_to(at_stage(people, shown), after)
    rows = [_row(known) for known in _known(page, shown, on)]
    return WorkPage(shown, counts, rows, following)


def _turned_to(people: QuerySet[Inmate], after: str) -> tuple[list[Inmate], str]:
    """One page by name; the key is the number of the last row shown, so that no name stands in an address."""
    last = people.filter(pk=key).first() if (key := key_in(after)) else None
    if last:
        people = people.filter(Q(full_name__gt=last.full_name) | Q(full_name=last.full_name, pk__gt=last.pk))
    page = list(people.select_related("cell").order_by("full_name", "pk")[: PAGE + 1])
    return page[:PAGE], str(page[PAGE - 1].pk) if len(page) > PAGE else ""


def _known(people: Sequence[Inmate], stage: Stage, on: date) -> list[Known]:
    """Gather what the stage needs to know, each kind with one read for all people of the page."""
    facts = [vars(person) for person in people]
    decided = TierDecision.objects.select_related("decided_by")
    decisions = decided.in_bulk([fact["decision_id"] for fact in facts if fact["decision_id"]])
    recommended = recommend_for_all(people, on=on) if stage is Stage.TO_DECIDE else {}
    consents = _consents(people) if stage in (Stage.TO_PLACE, Stage.IN_PROGRAMME) else {}
    placements: dict[int, Placement] = {}
    if stage in (Stage.IN_PROGRAMME, Stage.ENDED):
        wanted = [fact["placement_id"] for fact in facts]
        placements = Placement.objects.select_related("group__programme").in_bulk(wanted)
    return [
        Known(
            inmate=person,
            stage=stage,
            on=on,
            recommended=recommended.get(person.pk),
            decision=decisions.get(fact["decision_id"]),
            consent=consents.get(person.pk),
            placement=placements.get(fact["placement_id"]),
        )
        for person, fact in zip(people, facts, strict=True)
    ]


def _consents(people: Sequence[Inmate]) -> dict[int, Consent]:
    return {consent.inmate_id: consent for consent in Consent.objects.to_take_part().of_people(people)}


def _row(known: Known) -> WorkRow:
    reason, tone = wording_work.reason_to_act(known)
    return WorkRow(known, reason, tone)
