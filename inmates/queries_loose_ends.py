"""What was open when people left and still is: the thing itself is asked each time, so nothing has to be ticked off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Q
from django.urls import reverse

from inmates.consequences import Consequence, Touched, consequence_of, registered, touched_by_leaving
from inmates.models import Inmate, LooseEnd
from inmates.models_departures import LooseEndQuerySet
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.agencies.models import Facility
from rutan.core import clock, dates

NONE = Q(pk__in=())


@dataclass(frozen=True)
class Shown:
    """A thing a departure touches, as far as its reader may know: without ``words`` only that there is something."""

    label: str
    words: str = ""
    on: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Touches:
    """Everything a departure would touch; ``others`` counts what is for other people to know and to settle."""

    shown: tuple[Shown, ...]
    others: int

    def __bool__(self) -> bool:
        return bool(self.shown or self.others)


@dataclass(frozen=True)
class OpenEnd:
    """A loose end whose thing is still open, and where it is settled."""

    end: LooseEnd
    label: str
    words: str
    url: str


def touches_of(inmate: Inmate, permissions: frozenset[Permission]) -> Touches:
    """Return what the departure of somebody would touch now, for a reader with these permissions."""
    found = list(touched_by_leaving(inmate, clock.now()))
    known = [each for each in found if permissions.intersection(each[0].settles)]
    return Touches(tuple(_shown(*each) for each in known), len(found) - len(known))


def _shown(consequence: Consequence, touched: Touched) -> Shown:
    url = address_of(consequence, touched.subject_id)
    return Shown(str(consequence.label), touched.words, touched.on, url)


def address_of(consequence: Consequence, subject_id: int) -> str:
    """Where a thing is settled; nothing where it is only settled by hand."""
    if not consequence.page:
        return ""
    return reverse(consequence.page, kwargs={consequence.argument: subject_id})


def still_open(kinds: Iterable[Consequence], now: datetime, by: User | None = None) -> LooseEndQuerySet:
    """Loose ends of some kinds that nobody has settled and whose thing is open at a moment.

    :param by: only those this person deals with, where the kind says whose a thing is.
    """
    wanted = NONE
    for kind in kinds:
        rows = kind.still(now)
        rows = kind.of(rows, by) if kind.of and by else rows
        wanted |= Q(Exists(rows), code=kind.code)
    return LooseEnd.objects.unsettled().filter(wanted)


def to_settle(user: User, facility: Facility, now: datetime) -> LooseEndQuerySet:
    """Those at a facility that a person may settle, of people they reach."""
    held = user.reach.permissions_at(facility.pk)
    kinds = [kind for kind in registered() if held.intersection(kind.settles)]
    people = Inmate.objects.visible_to(user).at(facility)
    return still_open(kinds, now, user).at(facility).filter(inmate__in=people.values("pk"))


def open_ends_of(inmate: Inmate, user: User) -> list[OpenEnd]:
    """What is still open of one person for a reader to settle."""
    mine = to_settle(user, inmate.facility, clock.now()).of(inmate)
    return [as_shown(end) for end in mine]


def as_shown(end: LooseEnd) -> OpenEnd:
    """A loose end in words."""
    kind = consequence_of(end.code)
    url = address_of(kind, end.subject_id) if kind else ""
    day = dates.short_date(date.fromisoformat(end.facts["on"])) if end.facts.get("on") else ""
    words = ", ".join(filter(None, (str(end.facts.get("words", "")), day)))
    return OpenEnd(end, str(kind.label) if kind else end.code, words, url)
