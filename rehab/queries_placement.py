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
from rehab.domain.candidate import Candidate, Clash, ConsentAnswer, ConsentHeld, Decided, Placed, TrackTerms
from rehab.domain.lifecycle import DecisionState
from rehab.domain.placement import ObstacleFound
from rehab.domain.tiers import Tier
from rehab.models import Group, Placement, Session, TierDecision
from rehab.queries_tiers import INSTRUMENTS, decisions_of, standing_decision
from rutan.core import clock
from rutan.timetable.models import Claim
from rutan.timetable.ranges import slot_of

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


def candidate_for(inmate: Inmate, *, clashes: Sequence[Clash] = ()) -> Candidate:
    """Gather what is known today of somebody who may be placed."""
    signed = latest_signed(inmate, INSTRUMENTS, clock.today())
    consent = Consent.objects.to_take_part().of(inmate).first()
    placed = Placement.objects.of(inmate).active().select_related("group__programme").first()
    return Candidate(
        in_custody=inmate.state == CustodyState.IN_CUSTODY,
        assessed_on=max((form.taken_on for form in signed.values()), default=None),
        decision=_decided(standing_decision(decisions_of(inmate))),
        consent=_consent(consent),
        placed=_placed(placed),
        left_on=inmate.left_on,
        expires_on=inmate.expires_on,
        release_is_set=inmate.register_code.startswith("B"),
        clashes=tuple(clashes),
    )


def terms_of(group: Group, *, taken: int) -> TrackTerms:
    """What a group and its programme ask."""
    return TrackTerms(
        tier=Tier(group.programme.tier),
        days=group.programme.days,
        valid_days=VALID_DAYS,
        group=group.name,
        capacity=group.capacity,
        taken=taken,
        starts_on=group.starts_on,
        ends_on=group.ends_on,
    )


def obstacles_of(inmate: Inmate, group: Group, *, starts_on: date) -> tuple[ObstacleFound, ...]:
    """Return everything that stands in the way of placing somebody in a group from a day on."""
    taken = Placement.objects.active().filter(group=group).count()
    clashes = clashes_of(inmate, [group], starts_on=starts_on).get(group.pk, ())
    candidate = candidate_for(inmate, clashes=clashes)
    return rule.obstacles(candidate, terms_of(group, taken=taken), starts_on=starts_on)


def choices_for(inmate: Inmate, *, starts_on: date) -> list[Choice]:
    """Return every open group with its obstacles for somebody; those without any come first."""
    groups = list(Group.objects.at(inmate.facility).open().with_taken().select_related("programme").by_name())
    clashes = clashes_of(inmate, groups, starts_on=starts_on)
    known = candidate_for(inmate)
    found = [_choice(group, known, clashes.get(group.pk, ()), starts_on) for group in groups]
    return sorted(found, key=lambda choice: len(choice.obstacles))


def _choice(group: Group, known: Candidate, clashes: Sequence[Clash], starts_on: date) -> Choice:
    taken: int = vars(group)["taken"]
    terms, candidate = terms_of(group, taken=taken), replace(known, clashes=tuple(clashes))
    return Choice(
        group=group,
        taken=taken,
        last_day=terms.last_day(starts_on),
        obstacles=tuple(
            wording_placement.obstacle(each) for each in rule.obstacles(candidate, terms, starts_on=starts_on)
        ),
        remarks=tuple(
            wording_placement.remark(each) for each in rule.remarks(candidate, terms, starts_on=starts_on)
        ),
    )


def clashes_of(
    inmate: Inmate, groups: Iterable[Group], *, starts_on: date
) -> Mapping[int, tuple[Clash, ...]]:
    """Return, by group, what somebody already attends while the group meets from a day on: two reads."""
    claims = Claim.objects.published().filter(inmate=inmate, during__endswith__gt=clock.now())
    held = [(claim.booking, slot_of(claim.during)) for claim in claims.select_related("booking")]
    found: dict[int, list[Clash]] = {}
    for session in upcoming_sessions(groups, starts_on=starts_on) if held else ():
        slot = session.booking.slot
        found.setdefault(session.group_id or 0, []).extend(
            Clash(booking.title, taken.starts_at, taken.ends_at)
            for booking, taken in held
            if booking.pk != session.booking_id
            and taken.starts_at < slot.ends_at
            and slot.starts_at < taken.ends_at
        )
    return {group: tuple(dict.fromkeys(clashes)) for group, clashes in found.items()}


def upcoming_sessions(groups: Iterable[Group], *, starts_on: date) -> list[Session]:
    """Return the planned sessions of groups that begin on or after a day and are not over, earliest first."""
    sessions = Session.objects.of_groups(groups).to_come(clock.now())
    later = sessions.between(starts_on, starts_on + timedelta(days=3 * 366))
    return list(later.select_related("booking__facility", "booking__room").by_time())


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
