"""Those who are kept apart as pages show them: the list, one entry, one person's, and who is looked for to be put on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from inmates import wording_apart
from inmates.domain.keeping_apart import Place, Standing, nearness
from inmates.enums import Housing
from inmates.models import Inmate, InmateQuerySet, KeepApart
from inmates.models_apart import KeepApartQuerySet
from inmates.queries_search import Hit, search
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.agencies.models import Facility

SHOWN_AT_MOST = 8


def reached_by(user: User, facility: Facility) -> KeepApartQuerySet:
    """The rows of a facility whose people somebody may both reach."""
    reached = Inmate.objects.visible_to(user).at(facility)
    rows = KeepApart.objects.at(facility).filter(first__in=reached, second__in=reached)
    return rows.select_related("first__cell", "second__cell", "opened_by", "closed_by")


@dataclass(frozen=True)
class Shown:
    """An entry as a page shows it to somebody; ``other`` is the one the page is not about."""

    entry: KeepApart
    other: Inmate
    out_of: str
    state: str
    tone: str
    is_open: bool
    together: bool

    @property
    def where(self) -> str:
        """The cells of the two."""
        people = (self.entry.first, self.entry.second)
        return " / ".join(str(person.cell or "–") for person in people)


def entry_shown(entry: KeepApart, *, on: date, of: Inmate | None = None) -> Shown:
    """Return an entry as pages show it, for a page about one of the two or about both."""
    state, tone = wording_apart.state_of(entry.standing(on))
    near = nearness(*(_place_of(person) for person in (entry.first, entry.second)))
    return Shown(
        entry=entry,
        other=entry.other_than(of or entry.first),
        out_of=wording_apart.out_of(entry.housing, sessions=entry.sessions),
        state=state,
        tone=tone,
        is_open=entry.closed_at is None,
        together=entry.standing(on) is Standing.IN_FORCE and entry.restriction.forbids(near),
    )


def _place_of(person: Inmate) -> Place | None:
    return Place(person.cell.pk, person.cell.block_id) if person.cell else None


def of_person(user: User, inmate: Inmate, *, on: date) -> list[Shown]:
    """From whom somebody is kept apart, on a day or later: one query."""
    rows = reached_by(user, inmate.facility).not_over(on).of(inmate)
    return [entry_shown(row, on=on, of=inmate) for row in rows]


def to_choose(user: User, facility: Facility) -> InmateQuerySet:
    """Whom somebody may put on the list: those in custody whom they reach."""
    return Inmate.objects.visible_to(user).at(facility).in_custody().select_related("cell")


def looked_for(
    user: User, facility: Facility, entered: Mapping[str, str], *, may: frozenset[Permission]
) -> dict[str, list[Hit]]:
    """Return who answers to the words for each of the two, of those in custody."""
    found: dict[str, list[Hit]] = {}
    for name in ("one", "other"):
        words = str(entered.get(f"words_{name}", ""))[:100].strip()
        hits = search(user, facility, words, may=may).people if words else ()
        found[name] = [hit for hit in hits if hit.is_here][:SHOWN_AT_MOST]
    return found


def narrowed(rows: QuerySet[KeepApart], filters: Mapping[str, str], *, on: date) -> QuerySet[KeepApart]:
    """Those whom the filters of the list leave; without any, those that are open and not over."""
    found = rows.filter(closed_at=None).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    match filters.get("state"):
        case "all":
            found = rows
        case "over":
            found = rows.filter(Q(closed_at__isnull=False) | Q(ends_on__lt=on))
        case "in_force":
            found = found.filter(starts_on__lte=on)
    if block := filters.get("block"):
        found = found.filter(Q(first__cell__block__code=block) | Q(second__cell__block__code=block))
    if (out_of := filters.get("out_of")) in (Housing.CELL, Housing.BLOCK):
        found = found.filter(housing=out_of)
    elif out_of == "session":
        found = found.filter(sessions=True)
    if reason := filters.get("reason"):
        found = found.filter(reason=reason)
    if words := filters.get("words"):
        for name in words.split():
            found = found.filter(Q(first__full_name__icontains=name) | Q(second__full_name__icontains=name))
    return found
