"""A breach as its pages show it: the clock, the next step, the people."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from rutan.agencies.models import Facility
from rutan.protection.domain.breach import Clock, clock_of, missing
from rutan.protection.models import Breach
from rutan.protection.queries_breach import ListSeen, Reached, listed, lists_seen, reach_of
from rutan.protection.wording_breach import clock_in_words, missing_in_words, tone
from rutan.reports.wording_audit import action_in_words

SHOWN = 200


@dataclass(frozen=True)
class ReadLine:
    """One kind of record of somebody: how often, and first and last when."""

    words: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class PersonLine:
    """Somebody whose records were reached."""

    reached: Reached

    @property
    def reads(self) -> list[ReadLine]:
        """Kinds of record, in the order of the trail."""
        return [
            ReadLine(action_in_words(action), len(moments), moments[0], moments[-1])
            for action, moments in self.reached.reads.items()
        ]


@dataclass(frozen=True)
class ListLine:
    """A list that was seen, of which the trail does not say who stood on it."""

    seen: ListSeen

    @property
    def words(self) -> str:
        """What was done."""
        return action_in_words(self.seen.action)


@dataclass(frozen=True)
class BreachShown:
    """One breach at a moment."""

    breach: Breach
    now: datetime

    @cached_property
    def clock(self) -> Clock:
        """Where the clock stands."""
        return clock_of(self.breach.told, self.now)

    @property
    def clock_words(self) -> str:
        """The same in words."""
        return clock_in_words(self.clock)

    @property
    def clock_tone(self) -> str:
        """Its tone; what is closed or void presses nobody."""
        return "off" if self.is_over else tone(self.clock)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it changes any more."""
        return bool(self.breach.closed_at or self.breach.voided_at)

    @cached_property
    def missing(self) -> list[tuple[str, str]]:
        """The steps that are missing and their sentences, the next one first."""
        return [(each.value, missing_in_words(each)) for each in missing(self.breach.told)]

    @property
    def next_step(self) -> str:
        """Which step is next; closing, when nothing is missing."""
        if self.is_over:
            return ""
        return self.missing[0][0] if self.missing else "close"

    @property
    def next_words(self) -> str:
        """The next step in a sentence."""
        return self.missing[0][1] if self.missing else ""


@dataclass(frozen=True)
class ReachShown:
    """Whom a breach reached: the list that was written down, or what the trail says now."""

    people: list[PersonLine]
    lists: list[ListLine]


def reach_shown(breach: Breach) -> ReachShown | None:
    """Whom the account reached; None where no account is named."""
    if breach.account is None:
        return None
    asked = (breach.account, breach.happened_from, breach.happened_to)
    if breach.people_listed_at:
        people, lists = listed(breach.pk), lists_seen(*asked, facility=breach.facility)
    else:
        reach = reach_of(*asked, facility=breach.facility)
        people, lists = reach.people, reach.lists
    return ReachShown([PersonLine(each) for each in people], [ListLine(each) for each in lists])


def register_of(facility: Facility) -> QuerySet[Breach]:
    """Every breach of a facility, those entered by mistake too: whoever may read the register reads all of it."""
    rows = Breach.all_objects.filter(facility=facility)
    return rows.select_related("facility", "account", "reported_by", "closed_by", "voided_by")


def breaches_at(facility: Facility, now: datetime) -> list[BreachShown]:
    """The register of a facility, what is not closed first."""
    rows = Breach.objects.at(facility).select_related("account").newest_first()[:SHOWN]
    return [BreachShown(row, now) for row in rows]


__all__ = ["BreachShown", "ReachShown", "breaches_at", "reach_shown", "register_of"]
