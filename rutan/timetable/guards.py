"""What the database refuses on its own account: triggers that hold against services, the shell and typed SQL alike.

The rules are those of ``domain/checker.py`` once more, in SQL; a test compares the two over random calendars. Each
refusal arrives as an ``IntegrityError`` that carries the name of its rule, like that of a constraint.

Two people who save at once: a claim takes the facility's regime row FOR SHARE, hours and periods take it FOR UPDATE,
and each looks for the other only then; under READ COMMITTED every statement of a volatile function sees what was
committed while it waited.
"""

from collections.abc import Mapping

import pgtrigger

from rutan.core.guards import STRANGER, WRITTEN, at_commit, not_if, refuse
from rutan.timetable.domain.lifecycle import NEXT

OUTSIDE_HOURS = "claim_outside_protected_hours"
OUTSIDE_NOT_READY = "claim_outside_not_ready"
NEEDS_REGIME = "claim_needs_a_regime"
HOURS_CLEAR = "hours_touch_no_claim"
PARTICIPANT_CLEAR = "participant_touches_no_claim"
NOT_READY_CLEAR = "not_ready_touches_no_claim"
CLAIMS_MATCH = "booking_matches_its_claims"
LOCKED = "booking_over_is_locked"
BEFORE_ITS_TIME = "booking_held_when_it_has_begun"
ROOM_IN_USE = "room_in_use_is_kept"
ROOM_GIVEN_UP = "claim_room_is_in_use"

COUNTS = pgtrigger.Q(new__published=True, new__voided_at__isnull=True)
STANDS = pgtrigger.Q(new__voided_at__isnull=True)

# Whether hours {h} touch a claim {c}, day by day in which they start; {zone} is the facility's time zone. Whoever
# changes this changes ProtectedHours.slots_touching and Checker._hours_touched too.
HOURS_TOUCH = """exists (
    select from generate_series(-1,
        (upper({c}.during) at time zone {zone})::date - (lower({c}.during) at time zone {zone})::date) as n
    cross join lateral (select (lower({c}.during) at time zone {zone})::date + n as starts_on) as day
    where extract(isodow from day.starts_on)::int - 1 = any({h}.weekdays)
      and day.starts_on between {h}.starts_on and coalesce({h}.ends_on, 'infinity'::date)
      and {c}.during && tstzrange(
          (day.starts_on + {h}.starts_at_time) at time zone {zone},
          (day.starts_on + ({h}.ends_at_time <= {h}.starts_at_time)::int + {h}.ends_at_time) at time zone {zone})
      and (({h}.binds = 'everyone' and {h}.room_id is null)
        or {h}.room_id = {c}.room_id
        or ({h}.binds = 'participants' and exists (
            select from timetable_coachingparticipant p
            where p.hours_id = {h}.id and p.inmate_id = {c}.inmate_id and p.voided_at is null
              and day.starts_on between p.starts_on and coalesce(p.ends_on, 'infinity'::date))))
)"""
DISAGREE = """
select * into booking from timetable_booking where id = new.BOOKING;
counts := booking.state in ('published', 'held');
if exists (select from timetable_claim c
           where c.booking_id = booking.id and c.voided_at is null
             and (c.during <> booking.during or c.facility_id <> booking.facility_id
               or c.published <> counts or coalesce(c.room_id <> booking.room_id, false)))
   or (counts and 1 <> (select count(*) from timetable_claim c
                        where c.booking_id = booking.id and c.voided_at is null and c.room_id is not null))
"""
FUTURE_CLAIM = """c.facility_id = {facility} and c.published and c.voided_at is null and upper(c.during) > now()
  and exists (select from timetable_booking b where b.id = c.booking_id and b.state = 'published')"""
ZONE = "select timezone into zone from agencies_facility where id = {facility};"
NEW_ZONE = ZONE.format(facility="new.facility_id")


def claim_keeps_clear() -> pgtrigger.Trigger:
    """A published claim touches neither hard protected hours nor a period of not being ready."""
    touched = HOURS_TOUCH.format(h="h", c="new", zone="zone")
    return _constraint(
        "claim_keeps_clear",
        f"""
        perform 1 from timetable_regime where facility_id = new.facility_id for share;
        if not found then {refuse(NEEDS_REGIME)} end if;
        {NEW_ZONE}
        perform 1 from timetable_protectedhours h
        where h.facility_id = new.facility_id and h.hard and h.voided_at is null and {touched};
        if found then {refuse(OUTSIDE_HOURS)} end if;
        perform 1 from timetable_notreadyperiod p
        where p.facility_id = new.facility_id and p.voided_at is null and p.during && new.during
          and (p.room_id is null or p.room_id = new.room_id);
        if found then {refuse(OUTSIDE_NOT_READY)} end if;
        """,
        condition=COUNTS,
        declare=[("zone", "text")],
    )


def hours_touch_no_claim() -> pgtrigger.Trigger:
    """Hard hours are not laid over what is planned; what is over stays as it was."""
    touched = HOURS_TOUCH.format(h="new", c="c", zone="zone")
    return _constraint(
        HOURS_CLEAR,
        f"""
        perform 1 from timetable_regime where facility_id = new.facility_id for update;
        {NEW_ZONE}
        if exists (select from timetable_claim c
                   where {FUTURE_CLAIM.format(facility="new.facility_id")} and {touched})
        then {refuse(HOURS_CLEAR)} end if;
        """,
        condition=STANDS & pgtrigger.Q(new__hard=True),
        declare=[("zone", "text")],
    )


def participant_touches_no_claim() -> pgtrigger.Trigger:
    """Nobody joins a hard coaching programme whose hours a planned session of theirs touches."""
    touched = HOURS_TOUCH.format(h="h", c="c", zone="zone")
    return _constraint(
        PARTICIPANT_CLEAR,
        f"""
        perform 1 from timetable_regime where facility_id = new.facility_id for update;
        {NEW_ZONE}
        if exists (select from timetable_claim c join timetable_protectedhours h on h.id = new.hours_id
                   where {FUTURE_CLAIM.format(facility="new.facility_id")} and c.inmate_id = new.inmate_id
                     and h.hard and h.voided_at is null and {touched})
        then {refuse(PARTICIPANT_CLEAR)} end if;
        """,
        condition=STANDS,
        declare=[("zone", "text")],
    )


def not_ready_touches_no_claim() -> pgtrigger.Trigger:
    """A period of not being ready is declared once the sessions in it are cancelled or moved."""
    return _constraint(
        NOT_READY_CLEAR,
        f"""
        perform 1 from timetable_regime where facility_id = new.facility_id for update;
        if exists (select from timetable_claim c
                   where {FUTURE_CLAIM.format(facility="new.facility_id")} and c.during && new.during
                     and (new.room_id is null or new.room_id = c.room_id))
        then {refuse(NOT_READY_CLEAR)} end if;
        """,
        condition=STANDS,
    )


def claims_match(booking: str) -> pgtrigger.Trigger:
    """At commit a booking and its claims agree: time, facility, whether they count, and one room.

    :param booking: the column of the written row that holds the booking's key.
    """
    func = DISAGREE.replace("BOOKING", booking) + f"then {refuse(CLAIMS_MATCH)} end if;\nreturn null;"
    return at_commit(
        CLAIMS_MATCH, func, declare=[("booking", "timetable_booking%ROWTYPE"), ("counts", "boolean")]
    )


def booking_lives() -> pgtrigger.Trigger:
    """A booking goes from state to state as the domain says; one that was held or cancelled no longer changes."""
    ways = " or ".join(
        f"(old.state = '{state.value}' and new.state in ({', '.join(f'{each.value!r}' for each in sorted(following))}))"
        for state, following in NEXT.items()
        if following
    )
    return _before_update(
        LOCKED,
        f"""
        if (old.state <> new.state and not ({ways}))
           or (old.state in ('held', 'cancelled') and to_jsonb(new)::text <> to_jsonb(old)::text)
        then {refuse(LOCKED)} end if;
        """,
    )


def claim_of_over_booking_is_locked() -> pgtrigger.Trigger:
    """Who was to be at a held or cancelled booking does not change any more."""
    over = (
        "perform 1 from timetable_booking b where b.id = new.booking_id and b.state in ('held', 'cancelled');"
    )
    return _constraint("claim_of_over_booking_is_locked", f"{over}\nif found then {refuse(LOCKED)} end if;")


def claim_of_facility() -> pgtrigger.Trigger:
    """A claim is of its booking's facility, and so are its room and its inmate."""
    tables = {"booking_id": "timetable_booking", "room_id": "timetable_room", "inmate_id": "inmates_inmate"}
    return _of_facility("claim_of_one_facility", tables)


def participant_of_facility() -> pgtrigger.Trigger:
    """Who takes part is of the programme's facility."""
    tables = {"hours_id": "timetable_protectedhours", "inmate_id": "inmates_inmate"}
    return _of_facility("participant_of_one_facility", tables)


def room_of_facility(name: str) -> pgtrigger.Trigger:
    """A row's room is one of its facility's."""
    return _of_facility(name, {"room_id": "timetable_room"})


def booking_begins_open() -> pgtrigger.Trigger:
    """What was held or cancelled was planned before."""
    return not_if("booking_begins_open", "new.state in ('held', 'cancelled')", on=pgtrigger.Insert)


def held_in_its_time() -> pgtrigger.Trigger:
    """What has not begun was not held."""
    return not_if(BEFORE_ITS_TIME, "new.state = 'held' and lower(new.during) > clock_timestamp()")


def room_in_use_is_kept() -> pgtrigger.Trigger:
    """A room in which something is still planned is not taken out of use."""
    planned = f"""new.voided_at is not null and old.voided_at is null and exists (
        select from timetable_claim c where c.room_id = new.id
          and {FUTURE_CLAIM.format(facility="new.facility_id")})"""
    return not_if(ROOM_IN_USE, planned, on=pgtrigger.Update)


def claim_room_is_in_use() -> pgtrigger.Trigger:
    """Nothing is planned in a room that was taken out of use; what was held there stays.

    The room is locked against that until the claim is committed, and the facility against another clock, so whichever
    comes second is refused. (Foreign keys are looked at, and locked, at commit only.)
    """
    return _constraint(
        ROOM_GIVEN_UP,
        f"""
        perform 1 from agencies_facility where id = new.facility_id for key share;
        perform 1 from timetable_room where id = new.room_id for share;
        if upper(new.during) > now()
           and exists (select from timetable_room r where r.id = new.room_id and r.voided_at is not null)
        then {refuse(ROOM_GIVEN_UP)} end if;
        """,
        condition=COUNTS & pgtrigger.Q(new__room__isnull=False),
    )


def _of_facility(name: str, tables: Mapping[str, str]) -> pgtrigger.Trigger:
    strangers = " or ".join(STRANGER.format(table=table, column=column) for column, table in tables.items())
    return _constraint(name, f"if {strangers} then {refuse(name)} end if;")


def _constraint(
    name: str,
    body: str,
    *,
    condition: pgtrigger.Condition | None = None,
    declare: list[tuple[str, str]] | None = None,
) -> pgtrigger.Trigger:
    """A constraint trigger that looks after each statement, when the row is there to be seen."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=WRITTEN,
        timing=pgtrigger.Immediate,
        condition=condition,
        declare=declare,
        func=f"{body}\nreturn null;",
    )


def _before_update(name: str, body: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=pgtrigger.Update, func=f"{body}\nreturn new;"
    )
