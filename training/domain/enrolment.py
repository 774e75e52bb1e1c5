"""What stands in the way of enrolling a person in a batch, everything at once, most fundamental first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.domain.lifecycle import OPEN_BATCHES, BatchState


class Obstacle(StrEnum):
    """Reasons why somebody is not enrolled, most fundamental first."""

    NOT_IN_CUSTODY = "not_in_custody"
    OTHER_FACILITY = "other_facility"
    BATCH_CLOSED = "batch_closed"
    ALREADY_WAITING = "already_waiting"
    ALREADY_ENROLLED = "already_enrolled"
    RELEASE_TOO_SOON = "release_too_soon"
    KEPT_APART = "kept_apart"
    BATCH_FULL = "batch_full"


# A full batch is no refusal: the person is put on the waiting list.
ONLY_TO_WAIT = frozenset({Obstacle.BATCH_FULL})


@dataclass(frozen=True)
class Candidate:
    """What is known of a person who asks for a place. ``release_on`` is None while no end of a sentence is known:
    the end of a detention order is a date that is usually extended, and refuses nobody. ``apart`` are those in the batch
    whom the person may not be with: a name each, or nothing where it may not be told."""

    name: str
    facility_id: int
    in_custody: bool
    release_on: date | None = None
    is_waiting: bool = False
    is_enrolled: bool = False
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class BatchTerms:
    """What a batch asks for and how full it is."""

    name: str
    facility_id: int
    state: BatchState
    ends_on: date
    capacity: int
    taken: int


@dataclass(frozen=True)
class Found:
    """An obstacle with the facts a sentence about it needs."""

    code: Obstacle
    name: str
    batch: str
    on: date | None = None
    number: int = 0
    other: str = ""


def obstacles(candidate: Candidate, terms: BatchTerms) -> tuple[Found, ...]:
    """Return everything in the way. ``on`` is the day of release, ``number`` the places of the batch.

    ``other`` is whom somebody may not be with.
    """
    return tuple(_obstacles(candidate, terms))


def refusing(found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return those of the obstacles that also keep somebody off the waiting list."""
    return tuple(each for each in found if each.code not in ONLY_TO_WAIT)


def _obstacles(candidate: Candidate, terms: BatchTerms) -> Iterator[Found]:
    who = (candidate.name, terms.name)
    if not candidate.in_custody:
        yield Found(Obstacle.NOT_IN_CUSTODY, *who)
    if candidate.facility_id != terms.facility_id:
        yield Found(Obstacle.OTHER_FACILITY, *who)
    if terms.state not in OPEN_BATCHES:
        yield Found(Obstacle.BATCH_CLOSED, *who)
    if candidate.is_waiting:
        yield Found(Obstacle.ALREADY_WAITING, *who)
    if candidate.is_enrolled:
        yield Found(Obstacle.ALREADY_ENROLLED, *who)
    # Somebody released on the last day misses its lesson, so the day itself is too soon.
    if candidate.release_on is not None and candidate.release_on <= terms.ends_on:
        yield Found(Obstacle.RELEASE_TOO_SOON, *who, on=candidate.release_on)
    for other in candidate.apart:
        yield Found(Obstacle.KEPT_APART, *who, other=other)
    if terms.taken >= terms.capacity:
        yield Found(Obstacle.BATCH_FULL, *who, number=terms.capacity)
