"""What the database refuses on its own account: too many in a batch, strangers, moves the life cycles do not know."""

import pgtrigger

from rutan.core.guards import listed, ways
from training.domain.lifecycle import NEXT_OF_BATCH, NEXT_OF_ENROLMENT, TAKE_A_PLACE

CAPACITY = "enrolment_within_capacity"
ONE_FACILITY = "enrolment_of_one_facility"
LIFE = "enrolment_lives"
BATCH_LIFE = "batch_lives"
LESSON_FACILITY = "lesson_of_one_facility"
MARK_OF_BATCH = "lesson_attendance_of_one_batch"

WRITTEN = pgtrigger.Insert | pgtrigger.Update


# The conditions under which a row is refused. Whoever counts must hold the batch's row, or two would both see the last
# place free.
TAKEN = """
select count(*) from training_enrolment where batch_id = {batch} and state in ({places}) and voided_at is null
"""
OVER_FULL = """
perform 1 from training_batch where id = new.batch_id for no key update;
if ({taken}) > (select capacity from training_batch where id = new.batch_id) then {refuse} end if;
return null;
"""
NOT_SO = """
if {condition} then {refuse} end if;
return new;
"""
STRANGE_ENROLMENT = """
exists (select from training_batch b where b.id = new.batch_id and b.facility_id <> new.facility_id)
or exists (select from inmates_inmate i where i.id = new.inmate_id and i.facility_id <> new.facility_id)
"""
OTHER_ENROLMENT = """
(old.facility_id, old.batch_id, old.inmate_id) is distinct from (new.facility_id, new.batch_id, new.inmate_id)
or (old.document_id is not null and new.document_id is distinct from old.document_id)
"""
OTHER_BATCH = """
(old.facility_id, old.course_id) is distinct from (new.facility_id, new.course_id)
or (new.capacity < old.capacity and new.capacity < ({taken}))
"""
STRANGE_LESSON = """
(tg_op = 'UPDATE' and (old.booking_id, old.batch_id) is distinct from (new.booking_id, new.batch_id))
or not exists (select from timetable_booking k join training_batch b on b.facility_id = k.facility_id
               where k.id = new.booking_id and b.id = new.batch_id)
"""
STRANGE_MARK = """
not exists (select from training_enrolment e join training_lesson l on l.batch_id = e.batch_id
            where e.id = new.enrolment_id and l.id = new.lesson_id and e.facility_id = new.facility_id)
"""


def within_capacity() -> pgtrigger.Trigger:
    """Whoever takes a place locks the batch and counts; two at once count one after the other."""
    return pgtrigger.Trigger(
        name=CAPACITY,
        when=pgtrigger.After,
        operation=WRITTEN,
        timing=pgtrigger.Immediate,
        condition=pgtrigger.Q(new__state__in=sorted(TAKE_A_PLACE), new__voided_at__isnull=True),
        func=OVER_FULL.format(taken=_taken("new.batch_id"), refuse=_refuse(CAPACITY)),
    )


def enrolment_lives() -> pgtrigger.Trigger:
    """An enrolment keeps its batch, person and certificate, and goes from state to state as the domain says."""
    return _before(LIFE, f"{OTHER_ENROLMENT} or not ({ways(NEXT_OF_ENROLMENT)})", on=pgtrigger.Update)


def enrolment_of_one_facility() -> pgtrigger.Trigger:
    """Person, batch and enrolment are of one facility."""
    return _before(ONE_FACILITY, STRANGE_ENROLMENT, on=pgtrigger.Insert)


def batch_lives() -> pgtrigger.Trigger:
    """A batch keeps its facility and course, a place for whoever has one, and its end."""
    other = OTHER_BATCH.format(taken=_taken("new.id"))
    return _before(BATCH_LIFE, f"{other} or not ({ways(NEXT_OF_BATCH)})", on=pgtrigger.Update)


def lesson_of_one_facility() -> pgtrigger.Trigger:
    """A lesson's booking is of its batch's facility, and both stay."""
    return _before(LESSON_FACILITY, STRANGE_LESSON, on=WRITTEN)


def mark_of_one_batch() -> pgtrigger.Trigger:
    """Who is marked at a lesson is enrolled in its batch."""
    return _before(MARK_OF_BATCH, STRANGE_MARK, on=WRITTEN)


def _before(name: str, condition: str, *, on: pgtrigger.Operation) -> pgtrigger.Trigger:
    func = NOT_SO.format(condition=condition, refuse=_refuse(name))
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=on, func=func)


def _taken(batch: str) -> str:
    return TAKEN.format(batch=batch, places=listed(TAKE_A_PLACE))


def _refuse(constraint: str) -> str:
    """Raise like a check constraint of this name."""
    return (
        f"raise exception using errcode = 'check_violation', constraint = '{constraint}',"
        f" message = 'refused by {constraint}';"
    )
