"""One row for each thing that was done, opened or refused."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models.functions import Now


class EventQuerySet(models.QuerySet["Event"]):
    """Audit events by what they speak of."""

    def about(self, subject: models.Model) -> Self:
        """Events whose subject is this row."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def about_any(self, kind: type[models.Model]) -> Self:
        """Events whose subject is a row of this table."""
        return self.filter(subject_type=kind._meta.label_lower)

    def at_facility(self, facility_id: int) -> Self:
        """Events of one facility."""
        return self.filter(facility_id=facility_id)

    def between(self, start: datetime, end: datetime) -> Self:
        """Events from one moment on, before another."""
        return self.filter(at__gte=start, at__lt=end)

    def done_by(self, actor_id: int) -> Self:
        """Events in which one person acted."""
        return self.filter(actor_id=actor_id)

    def named(self, action: str) -> Self:
        """Events of one kind."""
        return self.filter(action=action)

    def newest_first(self) -> Self:
        """In the order people read a trail."""
        return self.order_by("-at", "-id")


class Event(models.Model):
    """What was done, by whom, to what, through which way in.

    It has no foreign keys, so that it outlives whatever it speaks of and never blocks it. Rows are inserted only: the
    application has no right to change them and a trigger refuses even the owner.
    """

    at = models.DateTimeField(db_default=Now(), editable=False)
    facility_id = models.BigIntegerField(null=True, editable=False)
    actor_id = models.BigIntegerField(null=True, editable=False)
    actor_name = models.CharField(max_length=200, blank=True, editable=False)
    action = models.CharField(max_length=100, editable=False)
    subject_type = models.CharField(max_length=100, blank=True, editable=False)
    subject_id = models.BigIntegerField(null=True, editable=False)
    route = models.CharField(max_length=200, blank=True, editable=False)
    request_id = models.CharField(max_length=64, blank=True, editable=False)
    facts = models.JSONField(default=dict, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("facility_id", "at"), name="event_by_facility_and_time"),
            models.Index(fields=("subject_type", "subject_id", "at"), name="event_by_subject"),
        )
        triggers = (
            pgtrigger.Protect(name="event_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"
