"""From one account and period to all people whose records were opened, printed or taken: read off the audit trail."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from inmates.models import Inmate
from rehab.models import Placement
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.models import Event, EventQuerySet
from rutan.protection.domain.classification import SUBJECT
from rutan.protection.domain.reads import OF_LISTS, OF_PEOPLE
from rutan.protection.models import BreachPerson
from rutan.protection.queries_rows import model_of, people_ways
from rutan.protection.reader import classification
from rutan.timetable.models import Claim

Reads = dict[str, list[datetime]]  # action of the trail → moments, the earliest first
COMPARED = "inmates.doubles.compared"


@dataclass(frozen=True)
class Reached:
    """Somebody whose records were reached: kinds of record and when."""

    inmate: Inmate
    reads: Reads

    @property
    def as_fields(self) -> dict[str, list[str]]:
        """The same as plain JSON."""
        return {action: [at.isoformat() for at in moments] for action, moments in self.reads.items()}


@dataclass(frozen=True)
class ListSeen:
    """A list that was opened or taken, of which the trail does not say who stood on it; how many did, where known."""

    action: str
    at: datetime
    count: int | None


@dataclass(frozen=True)
class Reach:
    """How far an account reached within a period."""

    people: list[Reached]
    lists: list[ListSeen]


def reach_of(account: User, start: datetime, end: datetime, *, facility: Facility | None = None) -> Reach:
    """Everybody the account opened, printed or took, by name, from one moment on and before another.

    :param facility: only what happened there; everywhere without it.
    """
    events = _events_of(account, start, end, facility)
    reads: dict[int, Reads] = defaultdict(dict)
    seen = list(events.filter(action__in=OF_PEOPLE))
    leads = _people_of(seen)
    for event in seen:
        for key in leads(event):
            reads[key].setdefault(event.action, []).append(event.at)
    people = Inmate._base_manager.filter(pk__in=reads).select_related("facility", "cell")
    if facility is not None:
        people = people.filter(facility=facility)
    reached = [Reached(each, reads[each.pk]) for each in people.order_by("full_name", "pk")]
    return Reach(reached, lists_seen(account, start, end, facility=facility))


def lists_seen(
    account: User, start: datetime, end: datetime, *, facility: Facility | None = None
) -> list[ListSeen]:
    """The lists an account saw or took between two moments, of which the trail does not say who stood on them."""
    events = _events_of(account, start, end, facility).filter(action__in=OF_LISTS)
    return [ListSeen(event.action, event.at, _count(event.facts)) for event in events]


def _events_of(account: User, start: datetime, end: datetime, facility: Facility | None) -> EventQuerySet:
    events = Event.objects.done_by(account.pk).between(start, end).order_by("at", "pk")
    return events.at_facility(facility.pk) if facility is not None else events


def listed(breach_id: int) -> list[Reached]:
    """The people of a list that was written down."""
    rows = BreachPerson.objects.filter(breach_id=breach_id).select_related("inmate__facility", "inmate__cell")
    return [
        Reached(row.inmate, {action: _moments(texts) for action, texts in row.fields.items()})
        for row in rows.order_by("inmate__full_name", "pk")
    ]


def _moments(texts: Iterable[str]) -> list[datetime]:
    return [datetime.fromisoformat(text) for text in texts]


def _count(facts: Mapping[str, object]) -> int | None:
    count = facts.get("count", facts.get("shown"))
    return count if isinstance(count, int) else None


def _people_of(events: Iterable[Event]) -> Callable[[Event], set[int]]:
    """What turns an event into the keys of the people it speaks of; rows are read once for each kind of subject."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.subject_id is not None:
            wanted[event.subject_type].add(event.subject_id)
    by_row = {kind: _by_subject(kind, keys) for kind, keys in wanted.items()}

    def people(event: Event) -> set[int]:
        if event.subject_id is None:
            return set()
        if event.subject_type == "rehab.group":  # whoever was in it on that day
            return _in_group(event)
        found = by_row[event.subject_type].get(event.subject_id, set())
        return found | _compared(event) if event.action == COMPARED else found

    return people


def _by_subject(kind: str, keys: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, person in _pairs(kind, keys):
        if person is not None:
            found[key].add(person)
    return found


def _pairs(kind: str, keys: set[int]) -> Iterable[tuple[int, int | None]]:
    """Row and person, by the ways of the classification; pages of many people by who was to come, or stood listed."""
    if kind == "timetable.booking":
        yield from Claim._base_manager.filter(booking__in=keys).values_list("booking_id", "inmate_id")
    elif kind == "protection.breach":
        yield from BreachPerson.objects.filter(breach__in=keys).values_list("breach_id", "inmate_id")
    elif kind == "rehab.session":
        claims = Claim._base_manager.filter(booking__session__in=keys)
        yield from claims.values_list("booking__session__pk", "inmate_id")
    tables = {each.label.lower(): each for each in classification().about_people()}
    if (table := tables.get(kind)) is not None and SUBJECT not in table.path:
        for read, person, prefix in people_ways(table):
            rows = model_of(read)._base_manager.filter(**{f"{prefix}pk__in": keys})
            yield from rows.values_list(f"{prefix}pk", person)


def _in_group(event: Event) -> set[int]:
    day = timezone.localdate(event.at)
    then = Q(ended_on=None) | Q(ended_on__gte=day)
    placed = Placement._base_manager.filter(then, group=event.subject_id, placed_at__lte=event.at)
    return set(placed.values_list("inmate_id", flat=True))


def _compared(event: Event) -> set[int]:
    """The other row of a pair that was compared; the event names it by its register number."""
    rows = Inmate._base_manager.filter(
        facility=event.facility_id, register_number=event.facts.get("number", "")
    )
    return set(rows.values_list("pk", flat=True))


__all__ = ["ListSeen", "Reach", "Reached", "listed", "lists_seen", "reach_of"]
