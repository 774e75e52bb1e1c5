"""What the database refuses on its own account: too many in a batch, strangers, moves the life cycles do not know."""

import pgtrigger

from rutan.core.guards import WRITTEN, listed, not_if, refuse, ways
from training.domain.lifecycle import (
    LIVE,
    NEXT_OF_BATCH,
    NEXT_OF_ENROLMENT,
    OPEN_BATCHES,
    TAKE_A_PLACE,
    BatchState,
)

CAPACITY = "enrolment_within_capacity"
ONE_FACILITY = "enrolment_of_one_facility"
LIFE = "enrolment_lives"
BATCH_LIFE = "batch_lives"
LESSON_FACILITY = "lesson_of_one_facility"
MARK_OF_BATCH = "lesson_attendance_of_one_batch"
BEGINS = "enrolment_begins"

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
STRANGE_ENROLMENT = """
exists (select from training_batch b where b.id = new.batch_id and b.facility_id <> new.facility_id)
or exists (select from inmates_inmate i where i.id = new.inmate_id and i.facility_id <> new.facility_id)
"""
# What ended may still be given its certificate, once, and be voided.
OTHER_ENROLMENT = """
(old.facility_id, old.batch_id, old.inmate_id, old.asked_at, old.asked_by_id, old.request_key)
is distinct from (new.facility_id, new.batch_id, new.inmate_id, new.asked_at, new.asked_by_id, new.request_key)
or (old.document_id is not null and new.document_id is distinct from old.document_id)
or (old.state not in ({live})
    and (to_jsonb(new) - array['document_id', 'voided_at', 'voided_by_id'])::text
     <> (to_jsonb(old) - array['document_id', 'voided_at', 'voided_by_id'])::text)
"""
# Whoever closes a batch holds its row, so that nobody slips in meanwhile.
BEGUN_OTHERWISE = """
perform 1 from training_batch where id = new.batch_id for no key update;
if new.state not in ({live}) or new.voided_at is not null
   or not exists (select from training_batch where id = new.batch_id and state in ({open})) then {refuse} end if;
return null;
"""
STRANGE_CERTIFICATE = """
new.document_id is not null and not exists (
    select from letters_issueddocument d
    where d.id = new.document_id and d.facility_id = new.facility_id and d.kind = 'training_certificate')
"""
OTHER_BATCH = """
(old.facility_id, old.course_id) is distinct from (new.facility_id, new.course_id)
or (new.capacity < old.capacity and new.capacity < ({taken}))
"""
STILL_THERE = """
new.state not in ({open}) and exists (
    select from training_enrolment e where e.batch_id = new.id and e.state in ({live}) and e.voided_at is null)
"""
STRANGE_LESSON = """
(tg_op = 'UPDATE'
    and (old.booking_id, old.batch_id, old.number) is distinct from (new.booking_id, new.batch_id, new.number))
or not exists (select from timetable_booking k join training_batch b on b.facility_id = k.facility_id
               where k.id = new.booking_id and k.kind = 'training' and b.id = new.batch_id)
"""
OTHER_TOPIC = """
new.topic <> old.topic
and exists (select from timetable_booking k where k.id = new.booking_id and k.state in ('held', 'cancelled'))
"""
NOT_HELD = """
not exists (select from training_lesson l join timetable_booking k on k.id = l.booking_id
            where l.id = new.lesson_id and k.state = 'held')
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
        func=OVER_FULL.format(taken=_taken("new.batch_id"), refuse=refuse(CAPACITY)),
    )


def enrolment_begins() -> pgtrigger.Trigger:
    """Whoever is in a batch asked for it while it was open; what came of it comes later."""
    func = BEGUN_OTHERWISE.format(live=listed(LIVE), open=listed(OPEN_BATCHES), refuse=refuse(BEGINS))
    return pgtrigger.Trigger(name=BEGINS, when=pgtrigger.After, operation=pgtrigger.Insert, func=func)


def enrolment_lives() -> pgtrigger.Trigger:
    """An enrolment keeps its batch, person, place in the list and end, and goes from state to state as the domain says."""
    other = OTHER_ENROLMENT.format(live=listed(LIVE))
    return not_if(LIFE, f"{other} or not ({ways(NEXT_OF_ENROLMENT)})", on=pgtrigger.Update)


def enrolment_of_one_facility() -> pgtrigger.Trigger:
    """Person, batch and enrolment are of one facility."""
    return not_if(ONE_FACILITY, STRANGE_ENROLMENT, on=pgtrigger.Insert)


def enrolment_certificate_of_its_own() -> pgtrigger.Trigger:
    """A certificate is one of training, of the same facility."""
    return not_if("enrolment_certificate_of_its_own", STRANGE_CERTIFICATE)


def batch_begins_planned() -> pgtrigger.Trigger:
    """A batch that runs or is over was planned before."""
    return not_if("batch_begins_planned", f"new.state <> '{BatchState.PLANNED}'", on=pgtrigger.Insert)


def batch_lives() -> pgtrigger.Trigger:
    """A batch keeps its facility and course, a place for whoever has one, and its end."""
    other = OTHER_BATCH.format(taken=_taken("new.id"))
    return not_if(BATCH_LIFE, f"{other} or not ({ways(NEXT_OF_BATCH)})", on=pgtrigger.Update)


def lesson_of_one_facility() -> pgtrigger.Trigger:
    """A lesson's booking is one for training, of its batch's facility, and both stay."""
    return not_if(LESSON_FACILITY, STRANGE_LESSON)


def lesson_over_keeps_its_topic() -> pgtrigger.Trigger:
    """What a lesson was about stands once it was held or called off."""
    return not_if("lesson_over_keeps_its_topic", OTHER_TOPIC, on=pgtrigger.Update)


def mark_of_one_batch() -> pgtrigger.Trigger:
    """Who is marked at a lesson is enrolled in its batch."""
    return not_if(MARK_OF_BATCH, STRANGE_MARK)


def mark_of_a_lesson_held() -> pgtrigger.Trigger:
    """Who was at a lesson is known once it was held."""
    return not_if("lesson_attendance_of_a_lesson_held", NOT_HELD)


def batch_over_teaches_nobody() -> pgtrigger.Trigger:
    """A batch is closed once everybody in it has a result or has left, the waiting list too."""
    somebody = STILL_THERE.format(live=listed(LIVE), open=listed(OPEN_BATCHES))
    return not_if("batch_over_teaches_nobody", somebody, on=pgtrigger.Update)


def _taken(batch: str) -> str:
    return TAKEN.format(batch=batch, places=listed(TAKE_A_PLACE))
