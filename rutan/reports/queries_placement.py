"""The figures of placement: what became of people on each tier's track."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from rehab.domain.lifecycle import ENDED, PlacementState
from rehab.domain.tiers import Tier
from rehab.queries_figures import (
    decided_between,
    placements_begun,
    placements_ended,
    placements_running,
)
from rutan.agencies.models import Facility
from rutan.core.templatetags.marks import ALSO_CALLED, TIER_WORDS
from rutan.reports.assembly import Assembled, assembled, matrix
from rutan.reports.catalogue import Part, definition_of, figure
from rutan.reports.domain.months import Month
from rutan.reports.domain.report import Figure, Head
from rutan.reports.domain.splitting import split

Rows = Iterable[tuple[int, str]]


def placement(facility: Facility, month: Month) -> Assembled:
    """Return the section on placement: a line for each way a placement stands or ended, a column for each tier."""
    first, last = month.first_day, month.last_day
    decided = decided_between(facility, first, last)
    tier = "group__programme__tier"
    rows: dict[str, Rows] = {
        "placement.decided": decided.values_list("pk", "decided"),
        "placement.new": placements_begun(facility, first, last).values_list("pk", tier),
        "placement.active": placements_running(facility, last).values_list("pk", tier),
    }
    ended = list(placements_ended(facility, first, last).values_list("pk", tier, "state"))
    for state in (state for state in PlacementState if state in ENDED):
        rows[f"placement.{state.value}"] = [(pk, of) for pk, of, then in ended if then == state]
    heads = [*(Head(_tier(tier), tier.value) for tier in Tier), Head(_("All"))]
    lines = [(str(definition_of(code).label), _line(code, found)) for code, found in rows.items()]
    return assembled(Part.PLACEMENT, (matrix(_("By tier"), heads, lines),))


def _line(code: str, rows: Rows) -> list[Figure]:
    parts: Mapping[str, tuple[int, ...]] = split(rows, [tier.value for tier in Tier])
    cells = [figure(f"{code}.{tier.value}", parts[tier.value], part=_tier(tier)) for tier in Tier]
    whole = tuple(sorted(row for ids in parts.values() for row in ids))
    return [*cells, figure(code, whole)]


def _tier(tier: Tier) -> str:
    return str(TIER_WORDS[ALSO_CALLED[tier.value]])
