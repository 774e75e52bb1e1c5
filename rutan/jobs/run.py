"""Running one claimed job: one transaction for its work, a connection beside it for progress and the lease."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rutan.accounts.scope import acting
from rutan.core.errors import Refused
from rutan.jobs.domain.lifecycle import LEASE, RENEW_EVERY
from rutan.jobs.models import Job
from rutan.jobs.registry import JobKind, kind_of
from rutan.jobs.services import Claim, Superseded, claim_job, fail_job, finish_job, retry_job

log = logging.getLogger("pulih.jobs")

STILL_OURS = """
    update jobs_job set lease_until = now() + %s * interval '1 second', progress = greatest(progress, %s),
           progress_text = case when %s = '' then progress_text else %s end
    where id = %s and token = %s and state = 'running'
"""


class Beside:
    """A connection of its own, outside the job's transaction, so that progress is seen while the work goes on."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.lock = threading.Lock()
        self.connection: BaseDatabaseWrapper = connections.create_connection("default")
        self.connection.inc_thread_sharing()  # the heartbeat thread writes on it too, one at a time

    def touch(self, percent: int = 0, text: str = "") -> bool:
        """Renew the lease and note progress; False when the job is no longer ours."""
        with self.lock, self.connection.cursor() as cursor:
            cursor.execute(
                STILL_OURS, [LEASE.total_seconds(), percent, text, text, self.claim.job_id, self.claim.token]
            )
            return bool(cursor.rowcount)


@contextmanager
def beating(claim: Claim) -> Iterator[Beside]:
    """Keep the lease alive while a long step runs."""
    beside, stop = Beside(claim), threading.Event()

    def beat() -> None:
        while not stop.wait(RENEW_EVERY.total_seconds()):
            try:
                if not beside.touch():
                    return
            except Exception:  # the lease simply runs out; the last transaction will notice
                log.warning("job %s: the lease could not be renewed", claim.job_id, exc_info=True)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield beside
    finally:
        stop.set()
        thread.join()
        beside.connection.close()


class Run:
    """What a handler may ask of its job."""

    def __init__(self, job: Job, beside: Beside) -> None:
        self.job = job
        self._beside = beside

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is; visible at once.

        :raises Superseded: when the job was cancelled or claimed by another worker, so that work stops early.
        """
        percent = min(99, done * 100 // total) if total else 0
        if not self._beside.touch(percent, str(text)[:200]):
            raise Superseded


def run_job(job_id: int) -> bool:
    """Claim and run a job; False when there was nothing to claim. Safe to call any number of times."""
    claim = claim_job(job_id)
    if claim is None:
        return False
    job = Job.objects.select_related("facility", "requested_by").get(pk=claim.job_id)
    language = job.requested_by.language if job.requested_by else "id"
    with translation.override(language):
        try:
            _work(job, claim)
        except Superseded:
            log.info("job %s: superseded", job_id)
        except Refused as refusal:
            _end(fail_job, claim, " ".join(refusal.messages))
        except Exception:
            log.exception("job %s (%s) failed", job_id, job.kind)
            _end(retry_job, claim, _("Something went wrong; nothing was stored. It will be tried again."))
    return True


def _work(job: Job, claim: Claim) -> None:
    kind = kind_of(job.kind)
    zone = job.facility.zone if job.facility else timezone.get_default_timezone()
    with beating(claim) as beside, timezone.override(zone):
        run = Run(job, beside)
        read = _read(kind, run)
        with transaction.atomic(), _rightly(kind, job):
            result = kind.handler(run, **job.arguments, **read)
            finish_job(claim, result)


def _read(kind: JobKind, run: Run) -> dict[str, Any]:
    """Let a kind read at one moment.

    A transaction of its own: the job's cannot be a snapshot, because the heartbeat changes the job's row beside it, and
    a snapshot could not change that row again when it finishes the job.
    """
    if kind.reads is None:
        return {}
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
        with _rightly(kind, run.job):
            return {"read": kind.reads(run, **run.job.arguments)}


@contextmanager
def _rightly(kind: JobKind, job: Job) -> Iterator[None]:
    """Act for the requester, whose rights are those of now."""
    with acting(user=job.requested_by, facility=job.facility, route=f"job:{job.kind}") as scope:
        _check_rights(kind, job, scope.permissions)
        yield


def _check_rights(kind: JobKind, job: Job, permissions: frozenset[Any]) -> None:
    """The requester's rights are those of now: a right withdrawn while the job waited is a refusal."""
    if kind.permission and job.requested_by and kind.permission not in permissions:
        raise Refused(_("You may no longer do this, so nothing was made."))


def _end(how: Any, claim: Claim, message: str) -> None:
    try:
        how(claim, message)
    except Superseded:
        log.info("job %s: superseded while failing", claim.job_id)
