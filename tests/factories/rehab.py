"""People on their way through the programme, made the way the services make them."""

import uuid
from datetime import datetime, time, timedelta

from inmates.enums import ConsentState, ConsentSubject
from inmates.services_consent import record_consent
from rehab.domain.tiers import Tier
from rehab.models import ProgrammeEdition, ProgrammeUnit
from rehab.services_groups import open_group
from rehab.services_placement import place_on_track
from rehab.services_sessions import lay_session
from rehab.services_tiers import confirm_decision, decide_tier
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.core import clock
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Room
from rutan.timetable.services_rooms import add_room
from tests.factories import accounts, assessments, inmates


def someone(role, *, facility):
    """The person of a role at a facility; the same role again gives the same person."""
    name = f"{Role(role).value}.{facility.code}"
    return User.objects.filter(username=name).first() or accounts.user_with(
        role, facility=facility, username=name
    )


def officer(*, facility):
    """The rehabilitation officer of a facility."""
    return someone(Role.REHAB_OFFICER, facility=facility)


def head(*, facility):
    """The head of a facility."""
    return someone(Role.HEAD, facility=facility)


def an_assessor(*, facility):
    """A certified assessor who works for the facility's partner."""
    name = f"asesor.{facility.code}"
    return User.objects.filter(username=name).first() or assessments.assessor(
        facility=facility, username=name
    )


def screened(*, facility, level="moderate", injected="never", taken_on=None, inmate=None, **fields):
    """Somebody with a signed ASSIST whose highest risk is ``level``: low, moderate or high."""
    inmate = inmate or inmates.inmate(facility=facility, **fields)
    answers = assessments.assist(e=level, injected=injected)
    by = an_assessor(facility=facility)
    assessments.signed_assist(inmate=inmate, by=by, answers=answers, taken_on=taken_on or clock.today())
    return inmate


def decided(*, inmate, tier=Tier.MODERATE, reason="", by=None, second=True, request_key=None):
    """A decision; one that departs from the recommendation is confirmed by the head unless ``second`` is false."""
    decision = decide_tier(
        inmate=inmate,
        decided=Tier(tier),
        reason=reason,
        by=by or officer(facility=inmate.facility),
        request_key=request_key or uuid.uuid4(),
    )
    if second and decision.state == "awaiting_second":
        decision = confirm_decision(decision=decision, by=head(facility=inmate.facility))
    return decision


def consented(*, inmate, state=ConsentState.GIVEN, decided_on=None, **fields):
    """What somebody said to taking part."""
    return record_consent(
        inmate=inmate,
        subject=ConsentSubject.PROGRAMME,
        state=state,
        decided_on=decided_on or clock.today(),
        by=officer(facility=inmate.facility),
        **fields,
    )


def facilitator(*, facility):
    """The facilitator of a facility's groups."""
    return someone(Role.FACILITATOR, facility=facility)


def programme(tier=Tier.MODERATE):
    """The programme of a tier that came with the program."""
    return ProgrammeEdition.objects.get(tier=Tier(tier).value)


def group(*, facility, tier=Tier.MODERATE, name="Kelompok 1", capacity=8, starts_on=None, **fields):
    """An open group that has begun a month ago."""
    return open_group(
        facility=facility,
        programme=programme(tier),
        name=name,
        facilitator=fields.pop("facilitator", None) or facilitator(facility=facility),
        capacity=capacity,
        starts_on=starts_on or clock.today() - timedelta(days=30),
        by=officer(facility=facility),
        request_key=uuid.uuid4(),
        **fields,
    )


def ready(*, facility, tier=Tier.MODERATE, **fields):
    """Somebody screened, decided and willing, who can be placed on a tier's track."""
    level = {Tier.MILD: "low", Tier.MODERATE: "moderate", Tier.SEVERE: "high"}[Tier(tier)]
    inmate = screened(facility=facility, level=level, **fields)
    decided(inmate=inmate, tier=tier)
    consented(inmate=inmate)
    return inmate


def placed(*, group, inmate=None, starts_on=None, request_key=None, by=None, **fields):
    """A placement in a group, of somebody new unless given, from today."""
    inmate = inmate or ready(facility=group.facility, tier=group.programme.tier, **fields)
    return place_on_track(
        inmate=inmate,
        group=group,
        starts_on=starts_on or clock.today(),
        by=by or officer(facility=group.facility),
        request_key=request_key or uuid.uuid4(),
    )


def room(*, facility, code="K1", name="Ruang Konseling 1", capacity=20):
    """A room; the same code again gives the same one."""
    found = Room.objects.filter(facility=facility, code=code).first()
    return found or add_room(
        facility=facility,
        code=code,
        name=name,
        capacity=capacity,
        by=officer(facility=facility),
        request_key=uuid.uuid4(),
    )


def hour(*, facility, day=None, at=9, minutes=60):
    """A slot on a day (tomorrow) in the facility's own time."""
    day = day or clock.today() + timedelta(days=1)
    starts_at = datetime.combine(day, time(at), facility.zone)
    return Slot(starts_at, starts_at + timedelta(minutes=minutes))


def unit(group, session_type="group_counselling"):
    """The first unit of a kind in the group's programme."""
    units = ProgrammeUnit.objects.filter(phase__programme=group.programme, session_type=session_type)
    return units.order_by("phase__position", "position").first()


def session(*, group, day=None, at=9, session_type="group_counselling", placement=None, **fields):
    """A planned session of a group, or of one of its people; one in the past was laid the day before."""
    slot = hour(facility=group.facility, day=day, at=at)
    before = min(clock.now(), slot.starts_at - timedelta(days=1))
    with clock.turned_back(before):
        return lay_session(
            group=group,
            unit=unit(group, session_type),
            room=fields.pop("room", None) or room(facility=group.facility),
            slot=slot,
            placement=placement,
            by=officer(facility=group.facility),
            request_key=fields.pop("request_key", None) or uuid.uuid4(),
            **fields,
        )


def over(*, group, people=1, **fields):
    """A session that took place yesterday with so many new people, still to be marked; with their placements."""
    yesterday = clock.today() - timedelta(days=1)
    placements = [placed(group=group, starts_on=yesterday) for _ in range(people)]
    return session(group=group, day=yesterday, **fields), placements
