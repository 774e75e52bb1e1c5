"""What is over stays over, by SQL typed as the application's login: grants, consents, roles, jobs and files."""

import uuid
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Consent, ImportRow, RegisterImport
from inmates.services import hand_in_register
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import Role
from rutan.jobs.domain.lifecycle import NEXT, State, is_over
from rutan.jobs.models import Job
from rutan.jobs.services import request_job
from tests.factories import accounts, inmates
from tests.rutan.typed import World
from tests.typed_sql import copied, refused, run

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def world():
    return World()


@pytest.mark.parametrize("end", ["ended_by_id = granted_by_id", "ended_at = now()"])
def test_whoever_ends_a_grant_is_named_with_the_moment(world, end):
    grant = inmates.grant(inmate=world.person, agency=accounts.agency())
    with refused("access_grant_ended_by_somebody"):
        run(f"update inmates_accessgrant set {end} where id = %s", grant.pk)


@pytest.mark.parametrize("end", ["voided_by_id = recorded_by_id", "voided_at = now()"])
def test_whoever_takes_a_decisions_place_is_named_with_the_moment(world, end):
    consent = Consent.objects.create(
        facility=world.place,
        inmate=world.person,
        subject=ConsentSubject.PROGRAMME,
        state=ConsentState.REFUSED,
        decided_on=timezone.localdate(),
        recorded_by=world.by,
    )
    with refused("consent_voided_by_somebody"):
        run(f"update inmates_consent set {end} where id = %s", consent.pk)


def proposal(world, **fields):
    facts = {"role": Role.HEAD, "facility": world.place, "starts_on": accounts.LONG_AGO, **fields}
    holder, proposer = accounts.user(username="pemegang"), accounts.user(username="pengusul")
    return RoleAssignment.objects.create(user=holder, proposed_by=proposer, **facts)


@pytest.mark.parametrize(
    ("who", "rule"),
    [
        ("proposed_by_id", "role_assignment_needs_a_second_person"),
        ("user_id", "role_assignment_not_approved_by_its_holder"),
    ],
)
def test_nobody_approves_what_they_propose_or_hold(world, who, rule):
    proposed = proposal(world)
    approve = "update accounts_roleassignment set approved_at = now(), approved_by_id = {} where id = %s"
    with refused(rule):
        run(approve.format(who), proposed.pk)
    with refused("role_assignment_stays_what_was_proposed"):
        run(approve.format(f"{who}, proposed_by_id = null"), proposed.pk)
    assert run(approve.format(world.by.pk), proposed.pk) == 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("approved_by_id = {by}", "role_assignment_approved_by_somebody"),
        ("approved_at = now()", "role_assignment_approved_by_somebody"),
        ("voided_by_id = {by}", "role_assignment_voided_by_somebody"),
        ("voided_at = now()", "role_assignment_voided_by_somebody"),
        ("proposed_at = now()", "role_assignment_stays_what_was_proposed"),
    ],
)
def test_whoever_decides_on_a_role_is_named_with_the_moment(world, change, rule):
    proposed = proposal(world)
    with refused(rule):
        run(f"update accounts_roleassignment set {change.format(by=world.by.pk)} where id = %s", proposed.pk)


@pytest.mark.parametrize("approved", [True, False])
def test_a_role_is_shortened_and_never_lengthened(world, approved):
    role = proposal(world, ends_on=LATER)
    if approved:
        run("update accounts_roleassignment set approved_at = now(), approved_by_id = %s", world.by.pk)
    set_to = "update accounts_roleassignment set ends_on = %s where id = %s"
    for day in (date(2026, 6, 2), None):
        with refused("role_assignment_only_goes_on"):
            run(set_to, day, role.pk)
    assert run(set_to, TODAY, role.pk) == 1
    for day in (LATER, None):
        with refused("role_assignment_only_goes_on"):
            run(set_to, day, role.pk)


def job(world, **fields):
    facts = {"arguments": {"n": 1}, "by": world.by, "facility": world.place, "request_key": uuid.uuid4()}
    return request_job(kind="jobs.clear_expired", **(facts | fields))


def test_a_jobs_arguments_are_compared_as_they_were_written(world):
    asked = job(world)
    for change in ("arguments = '{\"n\": 1.0}'", "created_at = now() - interval '1 year'"):
        with refused("job_stays_what_was_asked_for"):
            run(f"update jobs_job set {change} where id = %s", asked.pk)


def walked(asked, state):
    """Lead a job to a state as the services do."""
    if state != State.QUEUED:
        run("update jobs_job set state = 'running', token = 1 where id = %s", asked.pk)
    if state not in (State.QUEUED, State.RUNNING):
        run("update jobs_job set state = %s, result = '{}' where id = %s", state.value, asked.pk)


@pytest.mark.parametrize("state", State)
def test_a_job_goes_from_state_to_state_as_the_domain_says(world, state):
    for following in State:
        asked = job(world)
        walked(asked, state)
        move = "update jobs_job set state = %s, result = '{}' where id = %s"
        if following in NEXT[state]:
            assert run(move, following.value, asked.pk) == 1
        elif following != state:
            with refused("job_lives"):
                run(move, following.value, asked.pk)


@pytest.mark.parametrize("state", [state for state in State if is_over(state)])
def test_a_job_that_is_over_says_what_came_of_it(world, state):
    asked = job(world)
    walked(asked, state)
    for change in ('result = \'{"url": "/x/"}\'', "error = 'x'", "finished_at = now()", "token = token + 1"):
        with refused("job_lives"):
            run(f"update jobs_job set {change} where id = %s", asked.pk)
    # A sweep whose broker went away says of all it was about to announce that it did not.
    assert Job.objects.filter(pk=asked.pk).update(published_at=None) == 1


def test_the_right_to_run_a_job_is_not_given_back_to_an_earlier_worker(world):
    asked = job(world)
    run("update jobs_job set state = 'running', token = 2 where id = %s", asked.pk)
    with refused("job_lives"):
        run("update jobs_job set token = 1 where id = %s", asked.pk)


def handed_in(world):
    return hand_in_register(
        content=b"x",
        file_name="register.csv",
        judged_on=timezone.localdate(),
        facility=world.place,
        by=world.by,
        request_key=uuid.uuid4(),
    )


ROW = (
    "insert into inmates_importrow (register_import_id, sheet, line, register_number, outcome, codes, cells, values,"
    " changes, doubts, verdict, verdict_reason, inmate_id)"
    " values (%s, '', %s, 'x', 'new', '{}', '{}', '{}', '{}', '{}', '', '', %s)"
)
BECOMES = "update inmates_registerimport set state = %s where id = %s"


def led(world, *states):
    """A file led through states as the services lead it, with one row."""
    file = handed_in(world)
    run(ROW, file.pk, 1, None)
    for state in states:
        run(BECOMES, state, file.pk)
    return file


APPLIED = ("judged", "applying", "applied")


@pytest.mark.parametrize(
    ("way", "never"),
    [
        ((), ("applying", "applied")),
        (("judged",), ("uploaded", "unreadable", "applied")),
        (("judged", "applying"), ("uploaded", "judged", "discarded")),
        (("unreadable",), ("uploaded", "judged", "applying", "applied")),
        (("judged", "discarded"), ("uploaded", "judged", "applying", "applied")),
        (APPLIED, ("uploaded", "judged", "applying", "discarded")),
    ],
)
def test_a_file_is_not_stored_before_somebody_has_looked_nor_taken_up_again(world, way, never):
    file = led(world, *way)
    for state in never:
        with refused("register_import_lives|register_import_applied_stays"):
            run(BECOMES, state, file.pk)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("problem = 'x'", "register_import_applied_stays"),
        ("totals = '{\"new\": 9}'", "register_import_applied_stays"),
        ("applied_by_id = uploaded_by_id", "register_import_applied_stays"),
        ("applied_at = now()", "register_import_applied_stays"),
        ("job_id = null", "register_import_applied_stays"),
        ("uploaded_at = now() - interval '1 day'", "register_import_stays_the_file"),
    ],
)
def test_nothing_of_an_applied_file_is_rewritten(world, change, rule):
    file = led(world, *APPLIED)
    with refused(rule):
        run(f"update inmates_registerimport set {change} where id = %s", file.pk)


def test_a_row_is_not_taken_out_of_the_file_it_came_in(world):
    applied, other = led(world, *APPLIED), handed_in(world)
    row = "update inmates_importrow set {} where register_import_id = %s"
    for change in (f"register_import_id = {other.pk}", "line = 7", "sheet = 'x'"):
        with refused("import_row_stays_in_its_file|import_row_of_an_applied_import_stays"):
            run(row.format(change), applied.pk)
    run(ROW, other.pk, 1, None)
    for change in (f"register_import_id = {handed_in(world).pk}", "line = 7", "sheet = 'x'"):
        with refused("import_row_stays_in_its_file"):
            run(row.format(change), other.pk)
    assert ImportRow.objects.filter(register_import=applied).count() == 1


def test_what_came_of_a_row_is_a_person_of_the_files_facility(world):
    file = handed_in(world)
    with refused("import_row_of_one_facility"):
        run(ROW, file.pk, 1, world.stranger.pk)
    run(ROW, file.pk, 1, world.person.pk)
    with refused("import_row_of_one_facility"):
        run("update inmates_importrow set inmate_id = %s", world.stranger.pk)


KEPT = {
    "accounts.RoleAssignment": proposal,
    "jobs.Job": job,
    "inmates.RegisterImport": handed_in,
    "inmates.ImportRow": lambda world: ImportRow.objects.get(register_import=led(world)),
    "inmates.AccessGrant": lambda world: inmates.grant(inmate=world.person, agency=accounts.agency()),
}


@pytest.mark.parametrize("label", KEPT)
def test_nothing_of_it_is_deleted(world, label):
    row, model = KEPT[label](world), apps.get_model(label)
    with pytest.raises(Exception, match="permission denied"):
        run(f"delete from {model._meta.db_table} where id = %s", row.pk)
    # The owner has the right, so a trigger refuses him.
    assert any(trigger.name.endswith("_is_kept") for trigger in model._meta.triggers)


def test_a_file_is_made_by_a_job_of_its_facility(world):
    file = handed_in(world)
    elsewhere = job(world, facility=world.other)
    with refused("register_import_of_one_facility"):
        run("update inmates_registerimport set job_id = %s where id = %s", elsewhere.pk, file.pk)
    with refused("register_import_of_one_facility"):
        copied("inmates_registerimport", file.pk, job_id=elsewhere.pk)
    assert RegisterImport.objects.get(pk=file.pk).job.facility == world.place


def test_a_role_begins_as_a_proposal(world):
    held = proposal(world)
    approved = {"approved_by_id": world.by.pk, "approved_at": timezone.now()}
    withdrawn = {"voided_at": timezone.now(), "voided_by_id": world.by.pk}
    for facts in (approved, withdrawn, {**approved, **withdrawn}):
        with refused("role_assignment_begins_proposed"):
            copied("accounts_roleassignment", held.pk, user_id=world.by.pk, **facts)


def test_a_person_decides_on_a_day_on_which_they_were_there_to_be_asked(world):
    consent = inmates.consent(inmate=world.person)
    first = world.person.stays.get().admitted_on
    with refused("consent_decided_in_custody"):
        copied(
            "inmates_consent", consent.pk, subject="x", decided_on=timezone.localdate() + timedelta(days=1)
        )
    run("update inmates_inmate set born_on = %s where id = %s", first + timedelta(days=2), world.person.pk)
    for day in (first + timedelta(days=1), first - timedelta(days=1)):
        with refused("consent_decided_in_custody"):
            copied("inmates_consent", consent.pk, subject="x", decided_on=day)
    run("update inmates_inmate set born_on = '1990-01-01' where id = %s", world.person.pk)
    with refused("consent_decided_in_custody"):
        copied("inmates_consent", consent.pk, subject="x", decided_on=first - timedelta(days=1))
    rule = "consent_names_the_agency_it_shares_with"  # and no longer the day
    with refused(rule):
        copied("inmates_consent", consent.pk, subject="x", decided_on=first)
