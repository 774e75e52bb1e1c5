"""Waiting for a job from a command: the worker's result, or our own by the same claim."""

import time
from datetime import timedelta

from rutan.jobs.domain.lifecycle import State
from rutan.jobs.models import Job
from rutan.jobs.run import run_job

LOOK_EVERY = 0.1


def wait_or_run(job: Job, *, patience: timedelta = timedelta(seconds=5)) -> Job:
    """Return the job once it is over. If no worker claims it within ``patience`` it is run here.

    Must be called outside any transaction, else the job is not yet there for others to see.
    """
    started = time.monotonic()
    while True:
        job.refresh_from_db()
        if job.is_over:
            return job
        if job.state == State.QUEUED and time.monotonic() - started > patience.total_seconds():
            run_job(job.pk)
        time.sleep(LOOK_EVERY)
