"""What the placement rule needs to know of people and groups, gathered from the tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from assessments.queries import latest_signed
from inmates.enums import CustodyState
from inmates.models import Consent, Inmate
from rehab import wording_placement
from rehab.domain import placement as rule
from rehab.domain.candidate import (
    Candidate,
    Clash,
    ConsentAnswer,
    ConsentHeld,
    Crowded,
    Decided,
    Placed,
    TrackTerms,
)
from rehab.domain.lifecycle import DecisionState
from rehab.domain.placement import ObstacleFound
from rehab.domain.tiers import Tier
from rehab.models import Group, Placement, ProgrammeUnit, Session, TierDecision
from rehab.queries_apart import kept_apart_in
from rehab.queries_tiers import INSTRUMENTS, decisions_of, standing_decision
from rutan.core import clock
from rutan.timetable.domain.conflicts import (
    Conflict,
    HoursTouched,
    KeptApart,
    NotReady,
    ResourceTaken,
    RoomTooSmall,
    TimedConflict,
)
from rutan.timetable.queries_joining import in_the_way_of

# How old an assessment may be when somebody is placed: half a year, until staff say otherwise.
VALID_DAYS = 180


@dataclass(frozen=True)
class Choice:
    """A group somebody could be placed in, with everything that stands in the way, in words."""

    group: Group
    taken: int
    last_day: date
    obstacles: tuple[str, ...]
    remarks: tuple[str, ...]


def candidate_for(inmate: Inmate) -> Candidate:
    """Gather what is known today of somebody who may be placed."""
    signed = latest_signed(inmate, INSTRUMENTS, clock.today())
    consent = Consent.objects.to_take_part().of(inmate).first()
    placed = Placement.objects.of(inmate).active().select_related("group__programme").first()
    return Candidate(
        name=inmate.full_name,
        in_custody=inmate.state == CustodyState.IN_CUSTODY,
        assessed_on=max((form.taken_on for form in signed.values()), default=None),
        decision=_decided(standing_decision(decisions_of(inmate))),
        consent=_consent(consent),
        placed=_placed(placed),
        left_on=inmate.left_on,
        expires_on=inmate.expires_on,
        release_is_set=inmate.register_code.startswith("B"),
    )


def terms_of(group: Group, *, taken: int, sessions: int = 0, over: int = 0) -> TrackTerms:
    """What a group and its programme ask, of whose ``sessions`` some are over."""
    return TrackTerms(
        tier=Tier(group.programme.tier),
        days=group.programme.days,
        valid_days=VALID_DAYS,
        group=group.name,
        capacity=group.capacity,
        taken=taken,
        starts_on=group.starts_on,
        ends_on=group.ends_on,
        sessions=sessions,
        over=over,
    )


def obstacles_of(inmate: Inmate, group: Group, *, starts_on: date) -> tuple[ObstacleFound, ...]:
    """Return everything that stands in the way of placing somebody in a group from a day on."""
    taken = Placement.objects.active().filter(group=group).count()
    apart = kept_apart_in(inmate, [group], since=starts_on)
    candidate = _at_sessions_of(
        _in_company(candidate_for(inmate), apart.get(group.pk, ())),
        in_the_way(inmate, {group: taken}, starts_on=starts_on)[group.pk],
    )
    return rule.obstacles(candidate, terms_of(group, taken=taken), starts_on=starts_on)


def choices_for(inmate: Inmate, *, starts_on: date) -> list[Choice]:
    """Return every open group with its obstacles for somebody; those without any come first."""
    groups = list(Group.objects.at(inmate.facility).open().with_taken().select_related("programme").by_name())
    taken: dict[Group, int] = {group: vars(group)["taken"] for group in groups}
    programmes = ProgrammeUnit.objects.sessions_by_programme({group.programme_id for group in groups})
    begun = Session.objects.of_groups(groups).not_called_off().begun_before(starts_on).count_by_group()
    conflicts = in_the_way(inmate, taken, starts_on=starts_on)
    known, apart = candidate_for(inmate), kept_apart_in(inmate, groups, since=starts_on)
    found = [
        _choice(
            group,
            _at_sessions_of(_in_company(known, apart.get(group.pk, ())), conflicts[group.pk]),
            terms_of(
                group,
                taken=taken[group],
                sessions=programmes.get(group.programme_id, 0),
                over=begun.get(group.pk, 0),
            ),
            starts_on,
        )
        for group in groups
    ]
    return sorted(found, key=lambda choice: len(choice.obstacles))


def _choice(group: Group, candidate: Candidate, terms: TrackTerms, starts_on: date) -> Choice:
    return Choice(
        group=group,
        taken=terms.taken,
        last_day=terms.last_day(starts_on),
        obstacles=tuple(
            wording_placement.obstacle(each) for each in rule.obstacles(candidate, terms, starts_on=starts_on)
        ),
        remarks=tuple(
            wording_placement.remark(each) for each in rule.remarks(candidate, terms, starts_on=starts_on)
        ),
    )


def in_the_way(
    inmate: Inmate, taken: Mapping[Group, int], *, starts_on: date
) -> Mapping[int, Sequence[Conflict]]:
    """Return, by group, what the timetable says against somebody's coming to its sessions from a day on: five reads.

    :param taken: the groups, with how many people are in each now.
    """
    found: dict[int, list[Conflict]] = {group.pk: [] for group in taken}
    sessions = upcoming_sessions(taken, starts_on=starts_on)
    numbers = {group.pk: people for group, people in taken.items()}
    together = {each.booking_id: numbers[each.group_id or 0] + 1 for each in sessions}
    conflicts = in_the_way_of(inmate, [session.booking for session in sessions], together=together)
    for session in sessions:
        found[session.group_id or 0] += conflicts.get(session.booking_id, [])
    return found


def upcoming_sessions(groups: Iterable[Group], *, starts_on: date) -> list[Session]:
    """Return the planned sessions of groups that begin on or after a day and are not over, earliest first."""
    sessions = Session.objects.of_groups(groups).to_come(clock.now())
    later = sessions.between(starts_on, starts_on + timedelta(days=3 * 366))
    return list(later.select_related("booking__facility", "booking__room").by_time())


def _at_sessions_of(known: Candidate, conflicts: Sequence[Conflict]) -> Candidate:
    """What is known of somebody, with what keeps them from one group's sessions."""
    clashes = [Clash(_title(each), each.slot.starts_at, each.slot.ends_at) for each in _timed(conflicts)]
    small = [each for each in conflicts if isinstance(each, RoomTooSmall)]
    crowded = [Crowded(each.room, each.capacity, each.needed) for each in small]
    # Somebody may come to a session of the group without being in it; who may not be named is told once.
    met = [each.names for each in conflicts if isinstance(each, KeptApart)]
    apart = [*known.apart, *(name for names in met for name in names or ("",) if name != known.name)]
    return replace(
        known,
        clashes=tuple(dict.fromkeys(clashes)),
        crowded=tuple(dict.fromkeys(crowded)),
        apart=tuple(dict.fromkeys(apart)),
    )


def _in_company(known: Candidate, apart: Iterable[str]) -> Candidate:
    return replace(known, apart=tuple(apart))


def _timed(conflicts: Sequence[Conflict]) -> list[TimedConflict]:
    return [each for each in conflicts if isinstance(each, TimedConflict)]


def _title(conflict: TimedConflict) -> str:
    """What it is that takes the person's time."""
    match conflict:
        case ResourceTaken():
            return conflict.title
        case HoursTouched():
            return conflict.name
        case NotReady():
            return conflict.reason
        case _:
            raise TypeError(f"no title for {conflict.kind}")


def _decided(decision: TierDecision | None) -> Decided | None:
    if decision is None:
        return None
    day = timezone.localdate(decision.decided_at)
    return Decided(Tier(decision.decided), DecisionState(decision.state), day)


def _consent(consent: Consent | None) -> ConsentHeld | None:
    if consent is None:
        return None
    return ConsentHeld(ConsentAnswer(consent.state), consent.decided_on, consent.expires_on)


def _placed(placement: Placement | None) -> Placed | None:
    if placement is None:
        return None
    return Placed(placement.group.name, Tier(placement.group.programme.tier), placement.starts_on)
