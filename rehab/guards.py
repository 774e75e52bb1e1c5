"""What the database refuses of decisions, groups, placements, sessions and marks, whoever asks.

``rutan.core.guards`` has the sentences these are built from. Whoever counts holds the group's row, or two at the same
moment would both see the last place, or the same number, free.
"""

import pgtrigger

from rutan.core.guards import WRITTEN, not_if, refuse

# A mark says what the session's booking says: somebody was there when it was held, and it was "not held" when it was
# not. Neither changes any more once the booking is over.
OTHER_THAN_THE_SESSION = """
not exists (
    select from rehab_session s join timetable_booking b on b.id = s.booking_id
    where s.id = new.session_id and (
        (b.state = 'held' and new.state <> 'not_held') or (b.state = 'cancelled' and new.state <> 'present')))
"""
# The one change a decision knows: the second person's word. Everything else stands as it was written.
SECOND_PERSON_ONLY = """
IF OLD.state <> 'awaiting_second' OR NEW.state NOT IN ('final', 'declined')
   OR (to_jsonb(NEW) - ARRAY['state', 'second_by_id', 'second_at', 'second_note'])::text
      <> (to_jsonb(OLD) - ARRAY['state', 'second_by_id', 'second_at', 'second_note'])::text THEN
    RAISE 'a tier decision stays as it was made; only a second person may close one that waits'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'tier_decision_stays_as_made';
END IF;
RETURN NEW;
"""
NOT_OVER_FULL = """
PERFORM 1 FROM rehab_group WHERE id = NEW.group_id FOR NO KEY UPDATE;
IF (SELECT count(*) FROM rehab_placement WHERE group_id = NEW.group_id AND state = 'active')
   > (SELECT capacity FROM rehab_group WHERE id = NEW.group_id) THEN
    RAISE 'the group is full'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_group_not_over_full';
END IF;
IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM rehab_group WHERE id = NEW.group_id AND state = 'open') THEN
    RAISE 'the group is closed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_in_an_open_group';
END IF;
RETURN NEW;
"""
FOLLOWS_A_DECISION = """
IF NOT EXISTS (
    SELECT FROM rehab_tierdecision d
    JOIN rehab_group g ON g.id = NEW.group_id
    JOIN rehab_programmeedition p ON p.id = g.programme_id
    JOIN inmates_inmate i ON i.id = NEW.inmate_id
    WHERE d.id = NEW.decision_id AND d.inmate_id = NEW.inmate_id AND d.state = 'final' AND d.decided = p.tier
      AND i.facility_id = NEW.facility_id AND g.facility_id = NEW.facility_id) THEN
    RAISE 'a placement follows a final decision for the tier of the group, within one facility'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_follows_a_decision';
END IF;
RETURN NEW;
"""
ENDS_ONCE = """
IF (OLD.state <> 'active' OR NEW.state = 'active') AND to_jsonb(NEW)::text <> to_jsonb(OLD)::text
   OR (to_jsonb(NEW) - ARRAY['state', 'ended_on', 'end_reason', 'ended_by_id'])::text
      <> (to_jsonb(OLD) - ARRAY['state', 'ended_on', 'end_reason', 'ended_by_id'])::text THEN
    RAISE 'a placement stays as it was made until it ends, and ends once'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_ends_once';
END IF;
RETURN NEW;
"""
KEEPS_ITS_PEOPLE = """
IF NEW.facility_id <> OLD.facility_id OR NEW.programme_id <> OLD.programme_id
   OR NEW.capacity < (SELECT count(*) FROM rehab_placement WHERE group_id = NEW.id AND state = 'active')
   OR (NEW.state = 'closed' AND EXISTS (
       SELECT FROM rehab_placement WHERE group_id = NEW.id AND state = 'active')) THEN
    RAISE 'the group has people in it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'group_keeps_its_people';
END IF;
RETURN NEW;
"""
# A session hangs on a rehabilitation booking of its group's facility, and its unit is of the group's programme.
STRANGE_SESSION = """
not exists (
    select from timetable_booking b
    join rehab_group g on g.facility_id = b.facility_id
    join rehab_programmeunit u on u.id = new.unit_id
    join rehab_phase p on p.id = u.phase_id and p.programme_id = g.programme_id
    where b.id = new.booking_id and b.kind = 'rehab'
      and g.id = coalesce(new.group_id, (select group_id from rehab_placement where id = new.placement_id)))
"""
# Not bounded by the programme's own number of them: a group that people join one after the other goes round again.
COUNTED = """
perform 1 from rehab_group
where id = coalesce(new.group_id, (select group_id from rehab_placement where id = new.placement_id))
for no key update;
select count(*), count(*) filter (where s.number = new.number) into standing, of_this_number
from rehab_session s join timetable_booking b on b.id = s.booking_id
where s.unit_id = new.unit_id and (s.group_id = new.group_id or s.placement_id = new.placement_id)
  and b.state <> 'cancelled';
if new.number > standing or of_this_number > 1 then {refuse} end if;
return null;
"""
OTHER_TOPIC = """
new.topic <> old.topic
and exists (select from timetable_booking b where b.id = new.booking_id and b.state in ('held', 'cancelled'))
"""
# Whoever is marked is in the group, or is the one person, whose session it was.
STRANGE_MARK = """
not exists (
    select from rehab_session s
    join timetable_booking b on b.id = s.booking_id
    join rehab_placement p on p.id = new.placement_id
    where s.id = new.session_id and b.facility_id = new.facility_id and p.facility_id = new.facility_id
      and (s.group_id = p.group_id or s.placement_id = p.id))
"""
IN_TURN = "session_counted_in_turn"


def decision_stays_as_made() -> pgtrigger.Trigger:
    """A decision changes by the second person's word alone, and once."""
    return _before("tier_decision_stays_as_made", SECOND_PERSON_ONLY, on=pgtrigger.Update)


def decision_begins_with_one_person() -> pgtrigger.Trigger:
    """Nobody is the second person of a decision that was not there to be read."""
    return not_if("tier_decision_begins_with_one_person", "new.second_by_id is not null", on=pgtrigger.Insert)


def group_keeps_its_people() -> pgtrigger.Trigger:
    """A group keeps a place for whoever is in it, and is not closed around them."""
    return _before("group_keeps_its_people", KEEPS_ITS_PEOPLE, on=pgtrigger.Update)


def group_closed_stays() -> pgtrigger.Trigger:
    """A closed group is not opened again."""
    return not_if("group_closed_stays", "old.state = 'closed' and new.state <> 'closed'", on=pgtrigger.Update)


def placement_ends_once() -> pgtrigger.Trigger:
    """A placement stays as it was made until its one end."""
    return _before("placement_ends_once", ENDS_ONCE, on=pgtrigger.Update)


def placement_follows_a_decision() -> pgtrigger.Trigger:
    """A placement rests on the person's own final decision for the group's tier, within one facility."""
    return _before("placement_follows_a_decision", FOLLOWS_A_DECISION, on=pgtrigger.Insert)


def placement_begins_active() -> pgtrigger.Trigger:
    """A placement that is over was under way before."""
    return not_if("placement_begins_active", "new.state <> 'active'", on=pgtrigger.Insert)


def placement_group_not_over_full() -> pgtrigger.Trigger:
    """A group takes no more than it has places for, and nobody once it is closed."""
    return pgtrigger.Trigger(
        name="placement_group_not_over_full", when=pgtrigger.After, operation=WRITTEN, func=NOT_OVER_FULL
    )


def session_of_one_facility_and_programme() -> pgtrigger.Trigger:
    """A session, its booking and its unit are those of one group."""
    return not_if("session_of_one_facility_and_programme", STRANGE_SESSION)


def session_counted_in_turn() -> pgtrigger.Trigger:
    """Sessions of a unit are counted 1, 2, 3 for a group or a person; one that was called off leaves its number free."""
    return pgtrigger.Trigger(
        name=IN_TURN,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        declare=[("standing", "bigint"), ("of_this_number", "bigint")],
        func=COUNTED.format(refuse=refuse(IN_TURN)),
    )


def session_over_keeps_its_topic() -> pgtrigger.Trigger:
    """What a session was about stands once it was held or called off; the facilitator's note is written afterwards."""
    return not_if("session_over_keeps_its_topic", OTHER_TOPIC, on=pgtrigger.Update)


def attendance_of_those_who_were_to_come() -> pgtrigger.Trigger:
    """Whoever is marked at a session is one of its people."""
    return not_if("attendance_of_those_who_were_to_come", STRANGE_MARK)


def attendance_says_what_the_session_says() -> pgtrigger.Trigger:
    """Nobody was present at a session that is not held, and "not held" is no word for one that was."""
    return not_if("attendance_says_what_the_session_says", OTHER_THAN_THE_SESSION)


def _before(name: str, func: str, *, on: pgtrigger.Operation) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=on, func=func)
