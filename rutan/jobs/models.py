"""One row for each piece of background work."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.core import guards
from rutan.jobs.domain.lifecycle import NEXT, PUBLISH_AGAIN, State, is_over
from rutan.jobs.models_exports import ListExport

# What is over says for ever what came of it. A sweep whose broker went away takes back that it announced a job, also
# when another worker has done it since. Whoever lost the right to run a job does not get it back.
NO_LIFE_OF_A_JOB = f"""not ({guards.ways(NEXT)})
    or new.token < old.token
    or (old.state in ({guards.listed(state for state in State if is_over(state))})
        and (to_jsonb(new) - 'published_at')::text <> (to_jsonb(old) - 'published_at')::text)"""


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by what has to happen to them."""

    def claimable(self) -> Self:
        """Due and free: queued, or running under a lease that has run out (its worker is dead)."""
        return self.filter(
            Q(state=State.QUEUED, due_at__lte=Now()) | Q(state=State.RUNNING, lease_until__lt=Now())
        )

    def unannounced(self) -> Self:
        """Claimable ones that no worker was told of lately."""
        return self.claimable().filter(
            Q(published_at=None) | Q(published_at__lt=Now() - PUBLISH_AGAIN) | Q(published_at__lt=F("due_at"))
        )

    def asked_by(self, user_id: int) -> Self:
        """A person's own jobs."""
        return self.filter(requested_by_id=user_id)


class Job(models.Model):
    """A piece of background work: recorded first, announced by the scheduler, claimed by one worker at a time.

    ``token`` counts the claims; only the holder of the last one may finish the job (a fencing token).
    """

    facility = models.ForeignKey(Facility, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="jobs"
    )
    request_key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State], default=State.QUEUED)
    due_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    token = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("due_at",), name="job_open_by_due_time", condition=Q(state__in=("queued", "running"))
            ),
            models.Index(fields=("requested_by", "-id"), name="job_by_requester"),
        )
        constraints = (
            models.CheckConstraint(
                name="job_progress_is_a_percentage",
                condition=Q(progress__lte=100),
                violation_error_message=_("Progress is a percentage."),
            ),
            models.CheckConstraint(
                name="job_done_has_a_result",
                condition=~Q(state=State.DONE) | Q(result__isnull=False),
                violation_error_message=_("A job that is done has a result."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "job_stays_what_was_asked_for",
                "facility_id",
                "kind",
                "arguments::text",
                "requested_by_id",
                "request_key",
                "created_at",
            ),
            guards.not_if("job_lives", NO_LIFE_OF_A_JOB, on=pgtrigger.Update),
            guards.kept("job_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return is_over(State(self.state))

    @property
    def url(self) -> str:
        """Where the result is, once the job is done."""
        return str((self.result or {}).get("url", ""))

    @property
    def waited_since(self) -> datetime:
        """When it was asked for."""
        return self.created_at


__all__ = ["Job", "ListExport"]
