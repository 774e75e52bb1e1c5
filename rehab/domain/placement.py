"""What stands in the way of placing a person on a tier's track, in a group, from a day on.

Everything is returned at once, most fundamental first, each obstacle with the facts a sentence about it
needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from rehab.domain.candidate import Candidate, Clash, ConsentAnswer, TrackTerms
from rehab.domain.lifecycle import DecisionState


class Obstacle(StrEnum):
    """Reasons why a placement is refused, most fundamental first."""

    NOT_IN_CUSTODY = "not_in_custody"
    NOT_ASSESSED = "not_assessed"
    ASSESSMENT_OUT_OF_DATE = "assessment_out_of_date"
    NO_DECISION = "no_decision"
    DECISION_DECLINED = "decision_declined"
    AWAITING_SECOND_PERSON = "awaiting_second_person"
    OTHER_TIER = "other_tier"
    NO_CONSENT = "no_consent"
    ALREADY_PLACED = "already_placed"
    GROUP_ENDED = "group_ended"
    BEFORE_GROUP_STARTS = "before_group_starts"
    GROUP_FULL = "group_full"
    KEPT_APART = "kept_apart"
    RELEASE_TOO_SOON = "release_too_soon"
    SCHEDULE_CLASH = "schedule_clash"
    ROOM_TOO_SMALL = "room_too_small"


class Remark(StrEnum):
    """What the officer should know and what refuses nothing."""

    DETENTION_ORDER_ENDS = "detention_order_ends"
    SESSIONS_OVER = "sessions_over"


FactValue = str | int | date | datetime


@dataclass(frozen=True)
class ObstacleFound:
    """An obstacle with its facts (days, names, numbers), keyed as listed in ``obstacles``."""

    code: Obstacle
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True)
class RemarkFound:
    """A remark with its facts."""

    code: Remark
    facts: Mapping[str, FactValue] = field(default_factory=dict)


def obstacles(candidate: Candidate, terms: TrackTerms, *, starts_on: date) -> tuple[ObstacleFound, ...]:
    """Return everything that stands in the way, most fundamental first; empty means the person may be placed.

    Facts: NOT_IN_CUSTODY ``left_on``; ASSESSMENT_OUT_OF_DATE ``assessed_on``, ``valid_until``;
    DECISION_DECLINED and AWAITING_SECOND_PERSON ``tier``, ``decided_on``; OTHER_TIER ``decided``, ``track``;
    NO_CONSENT ``answer`` (given, refused, withdrawn or none), ``decided_on``, ``expires_on``; ALREADY_PLACED
    ``group``, ``tier``, ``since``; GROUP_ENDED ``group``, ``ended_on``; BEFORE_GROUP_STARTS ``group``,
    ``starts_on``; GROUP_FULL ``group``, ``capacity``, ``taken``; KEPT_APART ``group``, ``other``;
    RELEASE_TOO_SOON ``release_on``, ``last_day``; SCHEDULE_CLASH ``title``, ``starts_at``, ``ends_at`` of the
    first, once for each title, and ``more``, how often it comes again; ROOM_TOO_SMALL ``room``, ``capacity``,
    ``needed``. What is not known is left out.
    """
    return (
        *_of_assessment(candidate, terms, starts_on),
        *_of_decision(candidate, terms),
        *_of_person(candidate, starts_on),
        *_of_group(terms, starts_on),
        *_of_company(candidate, terms),
        *_of_time(candidate, terms, starts_on),
    )


def remarks(candidate: Candidate, terms: TrackTerms, *, starts_on: date) -> tuple[RemarkFound, ...]:
    """Return what is worth knowing.

    DETENTION_ORDER_ENDS has ``ends_on`` and ``last_day``; SESSIONS_OVER, where the group has begun already, ``over``
    and ``sessions``.
    """
    found = []
    last_day, ends_on = terms.last_day(starts_on), candidate.expires_on
    if not candidate.release_is_set and ends_on is not None and ends_on <= last_day:
        found.append(RemarkFound(Remark.DETENTION_ORDER_ENDS, {"ends_on": ends_on, "last_day": last_day}))
    if terms.over:
        found.append(RemarkFound(Remark.SESSIONS_OVER, {"over": terms.over, "sessions": terms.sessions}))
    return tuple(found)


def _found(code: Obstacle, **facts: FactValue | None) -> ObstacleFound:
    return ObstacleFound(code, {name: value for name, value in facts.items() if value is not None})


def _of_assessment(candidate: Candidate, terms: TrackTerms, starts_on: date) -> Iterator[ObstacleFound]:
    if not candidate.in_custody:
        yield _found(Obstacle.NOT_IN_CUSTODY, left_on=candidate.left_on)
    assessed_on = candidate.assessed_on
    if assessed_on is None:
        yield _found(Obstacle.NOT_ASSESSED)
    elif starts_on > (valid_until := assessed_on + timedelta(days=terms.valid_days)):
        yield _found(Obstacle.ASSESSMENT_OUT_OF_DATE, assessed_on=assessed_on, valid_until=valid_until)


def _of_decision(candidate: Candidate, terms: TrackTerms) -> Iterator[ObstacleFound]:
    decision = candidate.decision
    if decision is None:
        yield _found(Obstacle.NO_DECISION)
        return
    if decision.state is DecisionState.DECLINED:
        yield _found(Obstacle.DECISION_DECLINED, tier=decision.tier, decided_on=decision.decided_on)
        return
    if decision.state is DecisionState.AWAITING_SECOND:
        yield _found(Obstacle.AWAITING_SECOND_PERSON, tier=decision.tier, decided_on=decision.decided_on)
    if decision.tier is not terms.tier:
        yield _found(Obstacle.OTHER_TIER, decided=decision.tier, track=terms.tier)


def _of_person(candidate: Candidate, starts_on: date) -> Iterator[ObstacleFound]:
    consent, placed = candidate.consent, candidate.placed
    if consent is None:
        yield _found(Obstacle.NO_CONSENT, answer="none")
    elif consent.answer is not ConsentAnswer.GIVEN or (consent.expires_on or date.max) < starts_on:
        facts = {"decided_on": consent.decided_on, "expires_on": consent.expires_on}
        yield _found(Obstacle.NO_CONSENT, answer=consent.answer, **facts)
    if placed:
        yield _found(Obstacle.ALREADY_PLACED, group=placed.group, tier=placed.tier, since=placed.starts_on)


def _of_group(terms: TrackTerms, starts_on: date) -> Iterator[ObstacleFound]:
    if terms.ends_on is not None and terms.ends_on < starts_on:
        yield _found(Obstacle.GROUP_ENDED, group=terms.group, ended_on=terms.ends_on)
    if starts_on < terms.starts_on:
        yield _found(Obstacle.BEFORE_GROUP_STARTS, group=terms.group, starts_on=terms.starts_on)
    if terms.taken >= terms.capacity:
        yield _found(Obstacle.GROUP_FULL, group=terms.group, capacity=terms.capacity, taken=terms.taken)


def _of_company(candidate: Candidate, terms: TrackTerms) -> Iterator[ObstacleFound]:
    for other in candidate.apart:
        yield _found(Obstacle.KEPT_APART, group=terms.group, other=other or None)


def _of_time(candidate: Candidate, terms: TrackTerms, starts_on: date) -> Iterator[ObstacleFound]:
    last_day, release_on = terms.last_day(starts_on), candidate.expires_on
    # Somebody released on the last day misses its session, so the day itself is too soon.
    if candidate.release_is_set and release_on is not None and release_on <= last_day:
        yield _found(Obstacle.RELEASE_TOO_SOON, release_on=release_on, last_day=last_day)
    yield from _clashes(candidate.clashes)
    for each in candidate.crowded:
        yield _found(Obstacle.ROOM_TOO_SMALL, room=each.room, capacity=each.capacity, needed=each.needed)


def _clashes(clashes: Sequence[Clash]) -> Iterator[ObstacleFound]:
    """What comes again every week is told once."""
    by_title: dict[str, list[Clash]] = {}
    for clash in clashes:
        by_title.setdefault(clash.title, []).append(clash)
    for title, (first, *more) in by_title.items():
        yield _found(
            Obstacle.SCHEDULE_CLASH,
            title=title,
            starts_at=first.starts_at,
            ends_at=first.ends_at,
            more=len(more) or None,
        )
