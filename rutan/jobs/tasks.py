"""The worker's door: an id in, one service."""

from celery import shared_task

from rutan.jobs.run import run_job


@shared_task(name="jobs.run", ignore_result=True)
def run(job_id: int) -> None:
    """Run one job, if it is still to be run."""
    run_job(job_id)


def publish(job_id: int) -> None:
    """Ring the bell; never waits for a broker that is away longer than its socket timeout."""
    run.apply_async((job_id,), retry=False)
