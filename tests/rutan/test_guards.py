"""What SQL typed as the application's login may not do to rows that services write: each is tried, each is refused."""

import uuid

import pytest
from django.db import connection
from django.utils import timezone

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Consent
from inmates.services import hand_in_register
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import Role
from rutan.jobs.services import request_job
from rutan.letters.models import NumberSeries
from tests.factories import accounts, assessments, inmates, rehab, timetable, training
from tests.rutan.typed import World
from tests.typed_sql import copied, refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return World()


def test_a_person_stays_who_and_where_they_are(world):
    for change in (f"facility_id = {world.other.pk}", f"person_uuid = '{uuid.uuid4()}'"):
        with refused("inmate_stays_who_and_where"):
            run(f"update inmates_inmate set {change} where id = %s", world.person.pk)


@pytest.fixture
def grant(world):
    return inmates.grant(inmate=world.person, agency=accounts.agency())


@pytest.mark.parametrize(
    "change",
    [
        "starts_on = '2021-02-03'",
        "ends_on = '2030-01-01'",
        "purpose = 'x'",
        "granted_by_id = granted_by_id + 1",
    ],
)
def test_a_grant_changes_in_nothing_but_its_end(grant, change):
    with refused("access_grant_ends_once"):
        run(f"update inmates_accessgrant set {change} where id = %s", grant.pk)


def test_a_grant_ends_once_and_is_not_moved(world, grant):
    with refused("access_grant_of_one_facility|access_grant_ends_once"):
        run("update inmates_accessgrant set inmate_id = %s where id = %s", world.stranger.pk, grant.pk)
    with refused("access_grant_ends_once"):
        run("update inmates_accessgrant set inmate_id = %s where id = %s", world.second.pk, grant.pk)
    run(
        "update inmates_accessgrant set ended_at = now(), ended_by_id = %s where id = %s",
        world.by.pk,
        grant.pk,
    )
    for change in ("ended_at = null, ended_by_id = null", "ended_at = now() + interval '1 day'"):
        with refused("access_grant_ends_once"):
            run(f"update inmates_accessgrant set {change} where id = %s", grant.pk)
    with refused("access_grant_of_one_facility"):
        copied("inmates_accessgrant", grant.pk, inmate_id=world.stranger.pk)


def test_a_decision_of_a_person_stands_as_it_was_said(world):
    consent = Consent.objects.create(
        facility=world.place,
        inmate=world.person,
        subject=ConsentSubject.PROGRAMME,
        state=ConsentState.REFUSED,
        decided_on=timezone.localdate(),
        recorded_by=world.by,
    )
    for change in ("state = 'given'", "decided_on = '2020-01-01'", "subject = 'identity'"):
        with refused("consent_stands_as_it_was_said"):
            run(f"update inmates_consent set {change} where id = %s", consent.pk)
    with refused("consent_of_one_facility|consent_stands"):
        run("update inmates_consent set facility_id = %s where id = %s", world.other.pk, consent.pk)
    run(
        "update inmates_consent set voided_at = now(), voided_by_id = %s where id = %s",
        world.by.pk,
        consent.pk,
    )
    with refused("consent_stands_as_it_was_said"):
        run("update inmates_consent set voided_at = null, voided_by_id = null where id = %s", consent.pk)
    with refused("consent_of_one_facility"):
        copied("inmates_consent", consent.pk, inmate_id=world.stranger.pk)


def test_a_number_that_was_given_is_never_given_again(world):
    series = NumberSeries.objects.create(facility=world.place, classification="PAS", year=2026, last=4)
    run("update letters_numberseries set last = 5 where id = %s", series.pk)
    for last in (4, 0, 7):
        with refused("number_series_counts_on"):
            run("update letters_numberseries set last = %s where id = %s", last, series.pk)
    for change in ("year = 2025", "classification = 'X'", f"facility_id = {world.other.pk}"):
        with refused("number_series_stays_what_it_counts"):
            run(f"update letters_numberseries set {change} where id = %s", series.pk)


def test_a_facility_keeps_its_clock_once_something_is_planned(world):
    run("update agencies_facility set timezone = 'Asia/Makassar' where id = %s", world.other.pk)
    timetable.booking(facility=world.place, room=timetable.room(facility=world.place))
    with refused("facility_keeps_its_clock"):
        run("update agencies_facility set timezone = 'Asia/Makassar' where id = %s", world.place.pk)


def test_a_room_in_use_is_kept(world):
    room = timetable.room(facility=world.place)
    booking = timetable.booking(facility=world.place, room=room)
    with refused("room_in_use_is_kept"):
        run(
            "update timetable_room set voided_at = now(), voided_by_id = %s where id = %s",
            world.by.pk,
            room.pk,
        )
    timetable.cancelled(booking)
    run("update timetable_room set voided_at = now(), voided_by_id = %s where id = %s", world.by.pk, room.pk)


def test_what_has_not_begun_was_not_held(world):
    booking = timetable.booking(facility=world.place, room=timetable.room(facility=world.place))
    with refused("booking_held_when_it_has_begun"):
        run(
            "update timetable_booking set state = 'held', held_at = now(), held_by_id = %s where id = %s",
            world.by.pk,
            booking.pk,
        )


def test_a_role_stays_what_was_proposed_and_only_goes_on(world):
    accounts.user_with(Role.HEAD, facility=world.place)
    held = RoleAssignment.objects.get()
    changes = (
        "role = 'administrator'",
        f"user_id = {world.by.pk}",
        f"facility_id = {world.other.pk}",
        f"proposed_by_id = {world.by.pk}",
    )
    for change in changes:
        with refused("role_assignment_stays_what_was_proposed"):
            run(f"update accounts_roleassignment set {change} where id = %s", held.pk)
    with refused("role_assignment_only_goes_on"):
        run("update accounts_roleassignment set approved_by_id = null where id = %s", held.pk)
    run(
        "update accounts_roleassignment set voided_at = now(), voided_by_id = %s where id = %s",
        world.by.pk,
        held.pk,
    )
    with refused("role_assignment_only_goes_on"):
        run("update accounts_roleassignment set voided_at = null, voided_by_id = null where id = %s", held.pk)


def test_a_job_stays_what_was_asked_for(world):
    job = request_job(
        kind="jobs.clear_expired", arguments={}, by=world.by, facility=world.place, request_key=uuid.uuid4()
    )
    for change in ("arguments = '{\"a\": 1}'", "kind = 'x'", f"facility_id = {world.other.pk}"):
        with refused("job_stays_what_was_asked_for"):
            run(f"update jobs_job set {change} where id = %s", job.pk)


def test_a_file_that_was_applied_is_what_was_applied(world):
    handed_in = hand_in_register(
        content=b"x",
        file_name="register.csv",
        judged_on=timezone.localdate(),
        facility=world.place,
        by=world.by,
        request_key=uuid.uuid4(),
    )
    row = "insert into inmates_importrow (register_import_id, sheet, line, register_number, outcome, codes, cells, values,"
    row += " changes, doubts, verdict, verdict_reason) values (%s, '', %s, 'x', 'new', '{}', '{}', '{}', '{}', '{}', '', '')"
    run(row, handed_in.pk, 1)
    for change in ("content = 'y'", "digest = 'y'", "judged_on = '2020-01-01'", "file_name = 'y'"):
        with refused("register_import_stays_the_file"):
            run(f"update inmates_registerimport set {change} where id = %s", handed_in.pk)
    for state in ("judged", "applying"):
        run("update inmates_registerimport set state = %s where id = %s", state, handed_in.pk)
    run("update inmates_registerimport set state = 'applied', applied_at = now() where id = %s", handed_in.pk)
    with refused("register_import_applied_stays"):
        run("update inmates_registerimport set state = 'judged' where id = %s", handed_in.pk)
    with refused("import_row_of_an_applied_import_stays"):
        run("update inmates_importrow set outcome = 'rejected' where register_import_id = %s", handed_in.pk)
    with refused("import_row_of_an_applied_import_stays"):
        run(row, handed_in.pk, 2)


def test_results_and_decisions_are_filed_where_the_person_is(world):
    by = assessments.assessor(facility=world.place)
    draft = assessments.draft(inmate=world.person, by=by)
    run(
        "update assessments_assessment set state = 'void', voided_at = now(), voided_by_id = %s, void_reason = 'x'"
        " where id = %s",
        by.pk,
        draft.pk,
    )  # so that there may be another draft
    draft = assessments.draft(inmate=world.person, by=by)
    with refused("assessment_of_one_facility"):
        copied("assessments_assessment", draft.pk, facility_id=world.other.pk, instrument="dast10")
    decision = rehab.decided(inmate=rehab.screened(facility=world.place, inmate=world.second))
    with refused("tier_decision_of_one_facility"):
        copied("rehab_tierdecision", decision.pk, facility_id=world.other.pk)


def test_a_session_stays_one_of_its_group_and_programme(world):
    group = rehab.group(facility=world.place)
    rehab.placed(group=group)
    session = rehab.session(group=group)
    other = rehab.group(facility=world.place, name="Kelompok 2", tier="berat")
    with refused("session_of_one_facility_and_programme"):
        copied("rehab_session", session.pk, unit_id=rehab.unit(other).pk)
    for change in (f"group_id = {other.pk}", "number = 7", f"unit_id = {rehab.unit(other).pk}"):
        with refused("session_stays_what_it_is|session_of_one_facility_and_programme"):
            run(f"update rehab_session set {change} where id = %s", session.pk)
    lesson = training.lesson(batch=training.batch(facility=world.place, running=True))
    with refused("session_of_one_facility_and_programme"):
        copied("rehab_session", session.pk, booking_id=lesson.booking_id)
    run("update rehab_session set topic = 'Pemicu' where id = %s", session.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "select pgh_label, topic, db_user from rehab_sessionevent order by pgh_id desc limit 1"
        )
        assert cursor.fetchone() == ("update", "Pemicu", "pulih_app")


def test_only_who_was_to_come_is_marked(world):
    group = rehab.group(facility=world.place)
    session, (inside,) = rehab.over(group=group)
    other = rehab.placed(group=rehab.group(facility=world.place, name="Kelompok 2"))
    mark = (
        "insert into rehab_attendance (facility_id, session_id, placement_id, state, lost_by, reason, note,"
        " marked_by_id, marked_at, correction) values (%s, %s, %s, 'present', 'none', '', '', %s, now(), '')"
    )
    timetable.held(session.booking)
    with refused("attendance_of_those_who_were_to_come"):
        run(mark, world.place.pk, session.pk, other.pk, world.by.pk)
    with refused("attendance_of_those_who_were_to_come"):
        run(mark, world.other.pk, session.pk, inside.pk, world.by.pk)
    run(mark, world.place.pk, session.pk, inside.pk, world.by.pk)
    with refused("attendance_stays_of_its_session|attendance_of_those_who_were_to_come"):
        run("update rehab_attendance set placement_id = %s where placement_id = %s", other.pk, inside.pk)
