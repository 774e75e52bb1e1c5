"""The scheduler's step: announce due jobs to the workers, ask for recurring ones."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from rutan.jobs.models import Job
from rutan.jobs.registry import recurring
from rutan.jobs.services import request_recurring

log = logging.getLogger("pulih.jobs")
BATCH = 200


def sweep(publish: Callable[[int], None]) -> int:
    """Announce every due job that no worker was told of lately; return how many.

    A broker that is away costs nothing but time: the rows stay and the next sweep tries again.
    """
    with transaction.atomic():
        due = (
            Job.objects.unannounced()
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("due_at", "id")
        )
        job_ids = list(due.values_list("pk", flat=True)[:BATCH])
        Job.objects.filter(pk__in=job_ids).update(published_at=Now())
    for position, job_id in enumerate(job_ids):
        try:
            publish(job_id)
        except Exception as error:  # noqa: BLE001  # any way a broker can fail is the same to us
            log.warning(
                "the broker is away (%s); %s jobs wait", type(error).__name__, len(job_ids) - position
            )
            Job.objects.filter(pk__in=job_ids[position:]).update(published_at=None)
            return position
    return len(job_ids)


def ask_for_recurring(now: datetime) -> None:
    """Request what is due by the clock; each kind once an interval."""
    for kind in recurring():
        request_recurring(kind, now)
