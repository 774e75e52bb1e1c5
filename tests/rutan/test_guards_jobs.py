"""The lives of jobs: from state to state as the domain says, and what is over stands."""

import uuid
from datetime import date

import pytest

from rutan.jobs.domain.lifecycle import NEXT, State, is_over
from rutan.jobs.models import Job
from rutan.jobs.services import request_job
from tests.rutan.typed import World
from tests.typed_sql import refused, run

pytestmark = pytest.mark.django_db
TODAY, LATER = date(2026, 5, 1), date(2026, 6, 1)


@pytest.fixture
def world():
    return World()


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
