"""Breaches of personal data, and whose data was reached: what UU 27/2022 art. 46 wants to be told within 3 × 24 hours."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.protection.domain.breach import NOTICE_WITHIN, Kind, Told
from rutan.protection.guards_breaches import (
    BREACH_LISTED,
    CLOSED,
    TOLD_ONCE,
)

BY = settings.AUTH_USER_MODEL
KINDS = (
    (Kind.ACCOUNT.value, _("Account used by somebody else")),
    (Kind.OFFICER.value, _("Officer opened or took what was not their work")),
    (Kind.PAPER.value, _("Papers lost or read by others")),
    (Kind.FILE.value, _("File or carrier lost or passed on")),
    (Kind.DEVICE.value, _("Computer or telephone lost or stolen")),
    (Kind.ATTACK.value, _("Attack on the system")),
    (Kind.LOSS.value, _("Data destroyed or out of reach")),
    (Kind.OTHER.value, _("Something else")),
)


class BreachQuerySet(models.QuerySet["Breach"]):
    """Breaches by facility and by what is still owed."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def unnotified(self) -> Self:
        """Those of which a notice is still owed, with the moment until which."""
        owed = Q(authority_notified_at=None) | Q(subjects_notified_at=None, subjects_why_not="")
        return self.filter(owed, closed_at=None)

    def due_before(self, now: datetime) -> Self:
        """Those whose notices should have been sent by now."""
        return self.filter(known_at__lt=now - NOTICE_WITHIN)

    def not_due_before(self, now: datetime) -> Self:
        """Those of which the clock still runs."""
        return self.filter(known_at__gte=now - NOTICE_WITHIN)

    def with_due(self) -> Self:
        """With the moment until which the notices must have been sent."""
        return self.annotate(until=F("known_at") + NOTICE_WITHIN)

    def newest_first(self) -> Self:
        """Those that are not closed first, then by when they became known."""
        return self.order_by(F("closed_at").desc(nulls_first=True), "-known_at", "-pk")


class BreachManager(models.Manager["Breach"]):
    """Leaves out those that were entered by mistake."""

    def get_queryset(self) -> BreachQuerySet:
        """All that stand."""
        return BreachQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Breach(models.Model):
    """Data about people came to whom it should not, or was lost; what was told at first stays, notices are sent once."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    known_at = models.DateTimeField()
    happened_from = models.DateTimeField()
    happened_to = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=KINDS)
    what = models.TextField()
    how = models.TextField()
    data = models.TextField()
    account = models.ForeignKey(BY, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(unique=True, editable=False)
    people_listed_at = models.DateTimeField(null=True, editable=False)
    remedy = models.TextField(blank=True)
    authority_notified_at = models.DateTimeField(null=True)
    authority_letter = models.CharField(max_length=100, blank=True)
    subjects_notified_at = models.DateTimeField(null=True)
    subjects_how = models.TextField(blank=True)
    subjects_why_not = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    close_reason = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    void_reason = models.TextField(blank=True)

    objects = BreachManager.from_queryset(BreachQuerySet)()
    all_objects = models.Manager["Breach"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (models.Index(fields=("facility", "known_at"), name="breach_by_facility"),)
        constraints = (
            models.CheckConstraint(
                name="breach_says_what",
                condition=Q(what__regex=r"\S") & Q(how__regex=r"\S") & Q(data__regex=r"\S"),
                violation_error_message=_("Say what happened, how, and which data it was."),
            ),
            models.CheckConstraint(
                name="breach_happens_before_it_is_known",
                condition=Q(happened_from__lte=F("happened_to"))
                & Q(happened_from__lte=F("known_at"))
                & Q(known_at__lte=F("reported_at")),
                violation_error_message=_(
                    "It began before it was known, and was known before it was reported."
                ),
            ),
            models.CheckConstraint(
                name="breach_notice_is_whole",
                condition=(
                    Q(authority_notified_at=None, authority_letter="")
                    | Q(authority_notified_at__gte=F("known_at"), authority_letter__regex=r"\S")
                )
                & (
                    Q(subjects_notified_at=None, subjects_how="")
                    | Q(
                        subjects_notified_at__gte=F("known_at"),
                        subjects_how__regex=r"\S",
                        subjects_why_not="",
                    )
                ),
                violation_error_message=_("A notice has its moment and its letter, or the way it was given."),
            ),
            models.CheckConstraint(
                name="breach_closed_when_complete",
                condition=Q(closed_at=None, closed_by=None, close_reason="") | CLOSED,
                violation_error_message=_(
                    "It is closed once authority and people were told and the remedy is written."
                ),
            ),
            models.CheckConstraint(
                name="breach_voided_by_somebody",
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False, void_reason__regex=r"\S"),
                violation_error_message=_("What was entered by mistake says why and who said so."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "breach_stays_as_reported",
                "facility_id",
                "known_at",
                "happened_from",
                "happened_to",
                "kind",
                "what",
                "how",
                "data",
                "account_id",
                "reported_by_id",
                "reported_at",
                "request_key",
            ),
            guards.not_if("breach_is_told_once", TOLD_ONCE, on=pgtrigger.Update),
            guards.final_once("breach_closes_once", "closed_at"),
            guards.void_for_good(),
            guards.kept("breach_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def told(self) -> Told:
        """What was done so far, for the rules."""
        return Told(
            known_at=self.known_at,
            needs_people=self.account_id is not None,
            people_listed_at=self.people_listed_at,
            authority_notified_at=self.authority_notified_at,
            subjects_notified_at=self.subjects_notified_at,
            subjects_why_not=self.subjects_why_not,
            remedy=self.remedy,
        )


class BreachPerson(models.Model):
    """Somebody whose records a breach reached: which kinds of record, and when each was opened or taken.

    The rows are written once, together; the audit trail they were read from is kept too.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="people")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="breaches")
    fields = models.JSONField(help_text="kind of record (action of the trail) → moments")
    listed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = models.Manager["BreachPerson"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="breach_person_once",
                fields=("breach", "inmate"),
                violation_error_message=_("Somebody stands once on the list of a breach."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "breach_person_of_one_facility",
                {"breach_id": "protection_breach", "inmate_id": "inmates_inmate"},
            ),
            guards.not_if("breach_person_listed_once", BREACH_LISTED, on=pgtrigger.Insert),
            guards.not_if("breach_person_stays_as_listed", "true", on=pgtrigger.Update),
            guards.kept("breach_person_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.breach_id} {self.inmate_id}"


__all__ = ["KINDS", "Breach", "BreachPerson", "BreachQuerySet"]
