"""A job is run once, by whoever holds the last claim, and is never lost."""

import os
import signal
import subprocess
import sys
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from rutan.accounts.permissions import Permission, Role
from rutan.agencies.models import Agency
from rutan.audit.models import Event
from rutan.core.errors import Refused
from rutan.core.request_keys import KeyUsed
from rutan.environment import PROJECT
from rutan.jobs import services
from rutan.jobs.domain.lifecycle import MAX_ATTEMPTS, State
from rutan.jobs.models import Job
from rutan.jobs.registry import job
from rutan.jobs.run import run_job
from rutan.jobs.services import Superseded, cancel_job, claim_job, finish_job, request_job
from rutan.jobs.sweep import sweep
from tests.factories import accounts

pytestmark = pytest.mark.usefixtures("own_database")
SEEN = []


@job("test.echo", label="echo")
def echo(run, word):
    SEEN.append(word)
    run.progress(1, 2, "half")
    return {"word": word}


@job("test.refuse", label="refuse")
def refuse(run):
    raise Refused("Tidak bisa.")


@job("test.break", label="break")
def break_down(run):
    accounts.user(username="half-made")
    raise RuntimeError("broken")


@job("test.guarded", label="guarded", permission=Permission.REPORT_PREPARE)
def guarded(run):
    return {"done": True}


def ask(kind="test.echo", *, by=None, facility=None, key=None, **arguments):
    return request_job(
        kind=kind, arguments=arguments, by=by, facility=facility, request_key=key or uuid.uuid4()
    )


def test_a_job_is_recorded_with_its_audit_event_and_run():
    SEEN.clear()
    made = ask(word="satu")
    assert (made.state, made.token, made.progress) == (State.QUEUED, 0, 0)
    assert run_job(made.pk) is True
    made.refresh_from_db()
    assert (made.state, made.result, made.progress, made.token) == (State.DONE, {"word": "satu"}, 100, 1)
    assert SEEN == ["satu"]
    assert [event.action for event in Event.objects.about(made)] == ["jobs.job.requested"]


def test_running_it_again_does_nothing():
    SEEN.clear()
    made = ask(word="satu")
    assert [run_job(made.pk), run_job(made.pk)] == [True, False]
    assert SEEN == ["satu"]


def test_the_same_request_key_answers_with_the_first_job():
    key = uuid.uuid4()
    assert ask(word="satu", key=key) == ask(word="satu", key=key)
    with pytest.raises(KeyUsed):
        ask(word="dua", key=key)
    assert [made.arguments for made in Job.objects.all()] == [{"word": "satu"}]


def test_a_held_job_cannot_be_claimed_until_its_lease_runs_out():
    made = ask(word="satu")
    first = claim_job(made.pk, lease=timedelta(seconds=30))
    assert claim_job(made.pk) is None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = claim_job(made.pk)
    assert (first.token, second.token) == (1, 2)
    with pytest.raises(Superseded):
        finish_job(first, {"late": True})
    finish_job(second, {"in": "time"})
    made.refresh_from_db()
    assert made.result == {"in": "time"}


def test_a_refusal_is_shown_to_the_requester_and_not_tried_again():
    made = ask("test.refuse")
    run_job(made.pk)
    made.refresh_from_db()
    assert (made.state, made.error) == (State.FAILED, "Tidak bisa.")


def test_a_failure_leaves_nothing_half_made_and_is_tried_again_later():
    made = ask("test.break")
    run_job(made.pk)
    made.refresh_from_db()
    assert (made.state, made.attempts) == (State.QUEUED, 1)
    assert made.due_at > timezone.now()
    assert not accounts.User.objects.filter(username="half-made").exists()
    for attempt in range(2, MAX_ATTEMPTS + 1):
        Job.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        run_job(made.pk)
        made.refresh_from_db()
        assert made.attempts == attempt
    assert made.state == State.FAILED


def test_a_job_that_kills_its_worker_each_time_is_given_up():
    made = ask(word="satu")
    Job.objects.update(attempts=MAX_ATTEMPTS)
    assert run_job(made.pk) is False
    made.refresh_from_db()
    assert (made.state, made.error) == (
        State.FAILED,
        "Pekerjaan ini beberapa kali terhenti di tengah jalan dan tidak dicoba lagi. Hubungi administrator.",
    )


def test_the_requesters_rights_are_those_of_the_moment_it_runs():
    place = accounts.facility()
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=place)
    kept, withdrawn = (ask("test.guarded", by=officer, facility=place) for _ in range(2))
    run_job(kept.pk)
    officer.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    run_job(withdrawn.pk)
    states = [Job.objects.get(pk=made.pk).state for made in (kept, withdrawn)]
    assert states == [State.DONE, State.FAILED]


def test_a_cancelled_job_is_not_run_and_a_finished_one_cannot_be_cancelled():
    officer = accounts.user()
    stopped, finished = ask(word="satu", by=officer), ask(word="dua", by=officer)
    cancel_job(job=stopped, by=officer)
    assert run_job(stopped.pk) is False
    run_job(finished.pk)
    with pytest.raises(services.JobNotCancellable):
        cancel_job(job=finished, by=officer)
    stopped.refresh_from_db()
    assert stopped.state == State.CANCELLED


def test_progress_is_seen_by_others_while_the_job_runs():
    seen = []

    @job("test.looks", label="looks")
    def looks(run):
        run.progress(1, 4, "seperempat")
        with connection.temporary_connection() as cursor:  # the job's own transaction
            cursor.execute("select 1")
        from rutan.database import login
        from rutan.roles import connect

        with connect(login("app")) as other:
            seen.append(other.execute("select progress, progress_text from jobs_job").fetchone())
        return {}

    run_job(ask("test.looks").pk)
    assert seen == [(25, "seperempat")]


def an_agency_comes_by_another_connection():
    from rutan.database import login
    from rutan.roles import connect

    with connect(login("app")) as other:
        other.execute(
            "insert into agencies_agency (code, name, short_name, kind, city) values ('x','','','other','')"
        )


def test_what_a_job_reads_is_of_one_moment_and_can_write_nothing():
    def looks_twice(run, **arguments):
        first = Agency.objects.count()
        an_agency_comes_by_another_connection()
        run.progress(1, 2)
        return [first, Agency.objects.count()]

    @job("test.reads", label="reads", reads=looks_twice)
    def reads(run, read):
        return {"read": read, "now": Agency.objects.count()}

    made = ask("test.reads")
    run_job(made.pk)
    made.refresh_from_db()
    assert made.result == {"read": [0, 0], "now": 1}

    @job("test.reads_badly", label="reads", reads=lambda run: accounts.agency())
    def reads_badly(run, read):
        raise AssertionError("nothing is done with what was written while reading")

    failed = ask("test.reads_badly")
    run_job(failed.pk)
    failed.refresh_from_db()
    assert (failed.state, Agency.objects.count()) == (State.QUEUED, 1)


def test_the_sweep_announces_each_due_job_once():
    first, later = ask(word="satu"), ask(word="dua")
    Job.objects.filter(pk=later.pk).update(due_at=timezone.now() + timedelta(hours=1))
    rung = []
    assert [sweep(rung.append), sweep(rung.append)] == [1, 0]
    assert rung == [first.pk]


def test_a_broker_that_is_away_loses_nothing():
    made = ask(word="satu")

    def away(job_id):
        raise ConnectionError

    assert sweep(away) == 0
    rung = []
    assert sweep(rung.append) == 1
    assert rung == [made.pk]


WORKER = """
import django; django.setup()
import time
from rutan.jobs.registry import job
from rutan.jobs.run import run_job
@job("test.slow", label="slow")
def slow(run):
    from rutan.accounts.models import User
    User.objects.create_user("made-by-the-job", full_name="x")
    run.progress(1, 2)
    print("working", flush=True)
    time.sleep({seconds})
    return {{"url": "/"}}
run_job({job_id})
"""


def worker(job_id, *, seconds):
    code = WORKER.format(job_id=job_id, seconds=seconds)
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, env=dict(os.environ)
    )


def test_a_worker_killed_in_the_middle_costs_nothing_but_time():
    @job("test.slow", label="slow")
    def slow(run):
        raise AssertionError("only the child processes run this")

    made = ask("test.slow")
    with worker(made.pk, seconds=60) as killed:
        assert killed.stdout.readline() == b"working\n"
        killed.send_signal(signal.SIGKILL)
    made.refresh_from_db()
    assert (made.state, made.progress) == (State.RUNNING, 50)
    assert not accounts.User.objects.filter(username="made-by-the-job").exists()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # time passes
    with worker(made.pk, seconds=0) as another:
        assert another.wait(timeout=30) == 0
    made.refresh_from_db()
    assert (made.state, made.token) == (State.DONE, 2)
    assert accounts.User.objects.filter(username="made-by-the-job").count() == 1
