"""What the register page shows: stays, the lines of each, what the court pronounced, and when parts of it are served."""

from dataclasses import dataclass
from datetime import date

from inmates import wording_register
from inmates.domain.register_history import EntryKind, gap_days
from inmates.domain.sentence import Milestone, milestones
from inmates.models import Inmate, OfficialDate, RegisterEntry, Remission, Sentence, Stay
from rutan.accounts.models import User


@dataclass(frozen=True)
class Line:
    """One line of the history; ``gap`` counts the days without an order before it."""

    entry: RegisterEntry
    kind: str
    gap: int


@dataclass(frozen=True)
class Reached:
    """When a part of the sentence is served: by the official system if it says so, else by estimate."""

    milestone: Milestone
    words: str
    estimate: date | None
    official: OfficialDate | None

    @property
    def day(self) -> date | None:
        """The date that counts."""
        return self.official.day if self.official else self.estimate


@dataclass(frozen=True)
class StayShown:
    """One stay with everything that hangs on it; ``last`` is the line that stands."""

    stay: Stay
    last: RegisterEntry | None
    lines: tuple[Line, ...] = ()
    sentence: Sentence | None = None
    remissions: tuple[Remission, ...] = ()
    reached: tuple[Reached, ...] = ()


def stays_of(inmate: Inmate, user: User, *, legal: bool = True) -> list[StayShown]:
    """Return a person's stays, the last one first; the number of reads does not grow with them.

    Those of rows that were merged into theirs are among them, in the order of time, where the user reaches the row.

    :param legal: whether sentence, remissions and the lines of the register are read as well.
    """
    rows = Inmate.objects.visible_to(user).filter(pk__in=inmate.row_keys)
    stays = Stay.objects.filter(inmate__in=rows).select_related("recorded_by", "inmate")
    return _shown_all(list(stays.order_by("-admitted_on", "-pk")), legal=legal)


def stay_shown(stay: Stay) -> StayShown:
    """Return one stay with everything that hangs on it."""
    (shown,) = _shown_all([stay], legal=True)
    return shown


def _shown_all(stays: list[Stay], *, legal: bool) -> list[StayShown]:
    entries = list(RegisterEntry.objects.filter(stay__in=stays).in_order().select_related("recorded_by"))
    lines = {stay.pk: [each for each in entries if each.stay_id == stay.pk] for stay in stays}
    if not legal:
        return [StayShown(stay, lines[stay.pk][-1] if lines[stay.pk] else None) for stay in stays]
    sentences = {each.stay_id: each for each in Sentence.objects.filter(stay__in=stays)}
    remissions = list(Remission.objects.filter(stay__in=stays).order_by("granted_on", "pk"))
    official = list(OfficialDate.objects.filter(stay__in=stays))
    return [
        _shown(
            stay,
            lines[stay.pk],
            sentences.get(stay.pk),
            tuple(each for each in remissions if each.stay_id == stay.pk),
            {Milestone(each.milestone): each for each in official if each.stay_id == stay.pk},
        )
        for stay in stays
    ]


def _shown(
    stay: Stay,
    entries: list[RegisterEntry],
    sentence: Sentence | None,
    remissions: tuple[Remission, ...],
    official: dict[Milestone, OfficialDate],
) -> StayShown:
    estimates = (
        milestones(sentence.counts_from, sentence.term, [each.term for each in remissions])
        if sentence
        else {}
    )
    reached = tuple(
        Reached(each, str(wording_register.MILESTONES[each]), estimates.get(each), official.get(each))
        for each in Milestone
        if each in estimates or each in official
    )
    last = entries[-1] if entries else None
    return StayShown(stay, last, tuple(_lines(entries)), sentence, remissions, reached)


def _lines(entries: list[RegisterEntry]) -> list[Line]:
    """The lines, newest first, each with the days that no order covered before it."""
    found = []
    for place, entry in enumerate(entries):
        detained = entry.line.code.is_detainee and place > 0
        gap = gap_days(entries[place - 1].line, entry.line) if detained else 0
        found.append(Line(entry, str(wording_register.KINDS[EntryKind(entry.kind)]), gap))
    return found[::-1]
