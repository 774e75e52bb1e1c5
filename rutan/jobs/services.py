"""Asking for background work, claiming it, finishing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier
from rutan.jobs.domain.lifecycle import LEASE, MAX_ATTEMPTS, State, pause_before
from rutan.jobs.models import Job
from rutan.jobs.registry import JobKind, kind_of

CHANNEL = "pulih_jobs"
RECURRING_KEYS = UUID("5a1c7c8e-0d52-4c6e-9d8a-2f3c5b7e9a10")


class Superseded(Exception):
    """Another worker holds the job now; whatever this one did must be rolled back."""


class JobNotCancellable(Refused):
    """The job is over, so there is nothing to stop."""


@dataclass(frozen=True)
class Claim:
    """The right to run a job, until its lease runs out or somebody claims after us."""

    job_id: int
    token: int


@transaction.atomic
def request_job(
    *,
    kind: str,
    arguments: Mapping[str, Any],
    by: User | None,
    facility: Facility | None,
    request_key: UUID,
    due_at: datetime | None = None,
) -> Job:
    """Record a job. The same ``request_key`` again answers with the first job.

    The scheduler is woken when, and only when, the surrounding transaction commits; no broker is asked.

    :raises KeyUsed: when the key was used for something else.
    """
    kind_of(kind)
    deed = {"kind": kind, "arguments": dict(arguments), "requested_by": by, "facility": facility}
    if done := earlier(Job.objects, request_key, **deed):
        return done
    job = Job.objects.create(request_key=request_key, **deed, **({"due_at": due_at} if due_at else {}))
    job.refresh_from_db()
    record(action="jobs.job.requested", subject=job, by=by, kind=kind)
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, str(job.pk)])
    return job


def request_recurring(kind: JobKind, now: datetime) -> None:
    """Ask for a recurring job once in each of its intervals, however often and wherever this is called."""
    assert kind.every is not None
    slot = int(now.timestamp() // kind.every.total_seconds())
    key = uuid5(RECURRING_KEYS, f"{kind.name}:{slot}")
    request_job(kind=kind.name, arguments={}, by=None, facility=None, request_key=key)


@transaction.atomic
def claim_job(job_id: int, *, lease: timedelta = LEASE) -> Claim | None:
    """Take a due job, or return None when it is not due, is held by a living worker, or is over.

    A job that killed its worker too often is failed instead of tried for ever.
    """
    job = Job.objects.claimable().select_for_update(skip_locked=True, of=("self",)).filter(pk=job_id).first()
    if job is None:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _close(
            Claim(job.pk, job.token),
            state=State.FAILED,
            error=_("This work ended its worker several times and was given up. Ask the administrator."),
        )
        return None
    Job.objects.filter(pk=job.pk).update(
        state=State.RUNNING,
        token=F("token") + 1,
        attempts=F("attempts") + 1,
        lease_until=Now() + lease,
        started_at=Coalesce("started_at", Now()),
        progress=0,
    )
    return Claim(job.pk, job.token + 1)


@transaction.atomic
def finish_job(claim: Claim, result: dict[str, Any]) -> None:
    """Store the result; belongs in the same transaction as what the job made.

    :raises Superseded: when the claim is no longer the last one.
    """
    _close(claim, state=State.DONE, result=result, progress=100)


@transaction.atomic
def fail_job(claim: Claim, error: str) -> None:
    """End the job with a message for its requester."""
    _close(claim, state=State.FAILED, error=error)


@transaction.atomic
def retry_job(claim: Claim, error: str) -> None:
    """Queue the job again after a pause, or fail it when it was tried often enough."""
    attempts = Job.objects.values_list("attempts", flat=True).get(pk=claim.job_id)
    if attempts >= MAX_ATTEMPTS:
        fail_job(claim, error)
        return
    held = _held(claim).update(
        state=State.QUEUED, lease_until=None, error=error, due_at=Now() + pause_before(attempts)
    )
    if not held:
        raise Superseded


@transaction.atomic
def cancel_job(*, job: Job, by: User) -> Job:
    """Stop a job: a queued one at once, a running one at its next step.

    :raises JobNotCancellable: when it is over already.
    """
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.is_over:
        raise JobNotCancellable(_("This work is over, so there is nothing to stop."))
    Job.objects.filter(pk=job.pk).update(state=State.CANCELLED, token=F("token") + 1, finished_at=Now())
    record(action="jobs.job.cancelled", subject=job, by=by, kind=job.kind)
    job.refresh_from_db()
    return job


def _held(claim: Claim) -> Any:
    return Job.objects.filter(pk=claim.job_id, token=claim.token, state=State.RUNNING)


def _close(claim: Claim, **fields: Any) -> None:
    held = Job.objects.filter(pk=claim.job_id, token=claim.token, state__in=(State.RUNNING, State.QUEUED))
    if not held.update(finished_at=Now(), lease_until=None, **fields):
        raise Superseded
