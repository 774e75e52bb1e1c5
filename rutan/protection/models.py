"""What was handed to people about themselves, what must not be erased, and what was anonymised."""

from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.jobs.models import Job
from rutan.protection.models_breaches import Breach, BreachPerson

KEPT_FOR = timedelta(days=7)
SHORTEST_REASON = 10
BY = settings.AUTH_USER_MODEL

# A file is made once and never made otherwise; all that happens to it later is that its bytes go.
ANOTHER_FILE = """(old.made_at is not null and (new.made_at, new.digest, new.size)
        is distinct from (old.made_at, old.digest, old.size))
    or (old.content is not null and new.content is not null and new.content <> old.content)
    or (old.made_at is not null and old.content is null and new.content is not null)"""


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Files by requester, person, facility and age."""

    def asked_by(self, user_id: int) -> Self:
        """A requester's own."""
        return self.filter(requested_by_id=user_id)

    def of(self, inmate: Inmate) -> Self:
        """Those of one person, the last one first."""
        return self.filter(inmate=inmate).order_by("-created_at", "-pk")

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def outlived(self) -> Self:
        """Those whose bytes have been kept long enough."""
        return self.filter(content__isnull=False, made_at__lt=timezone.now() - KEPT_FOR)

    def without_content(self) -> Self:
        """Without the bytes, for lists."""
        return self.defer("content")


@remembered(without=("content",))
class Disclosure(models.Model):
    """Everything about one person, made because they asked for it in a letter; it opens for its requester alone.

    The bytes go after a week (``KEPT_FOR``); that it was made, for which letter and by whom stays.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="disclosures")
    requested_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    letter_number = models.CharField(_("number of the letter"), max_length=100)
    letter_on = models.DateField(_("date of the letter"))
    reason = models.CharField(_("reason"), max_length=300)
    request_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    job = models.ForeignKey(Job, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, editable=False)
    size = models.PositiveIntegerField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    content = models.BinaryField(null=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("inmate", "created_at"), name="disclosure_by_person"),)
        constraints = (
            models.CheckConstraint(
                name="disclosure_says_why",
                condition=Q(reason__regex=rf"^.{{{SHORTEST_REASON},}}$") & ~Q(letter_number=""),
                violation_error_message=_("Write down the letter and, in ten letters or more, the reason."),
            ),
            models.CheckConstraint(
                name="disclosure_is_made_whole",
                condition=Q(made_at=None, size=None, digest="", content=None)
                | Q(made_at__isnull=False, size__isnull=False, digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A file that was made has its size and its digest."),
            ),
            models.CheckConstraint(
                name="disclosure_made_after_it_was_asked_for",
                condition=Q(made_at=None) | Q(made_at__gte=F("created_at")),
                violation_error_message=_("A file is made after it was asked for."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "disclosure_stays_what_was_asked_for",
                "facility_id",
                "inmate_id",
                "requested_by_id",
                "letter_number",
                "letter_on",
                "reason",
                "request_key",
                "created_at",
            ),
            guards.not_if("disclosure_is_made_once", ANOTHER_FILE, on=pgtrigger.Update),
            guards.of_one_facility(
                "disclosure_of_one_facility", {"inmate_id": "inmates_inmate", "job_id": "jobs_job"}
            ),
            guards.kept("disclosure_is_kept"),
        )

    def __str__(self) -> str:
        return self.letter_number

    @property
    def is_made(self) -> bool:
        """Whether the file was made."""
        return self.made_at is not None

    @property
    def goes_at(self) -> datetime | None:
        """When its bytes go."""
        return self.made_at + KEPT_FOR if self.made_at else None

    @property
    def is_kept(self) -> bool:
        """Whether its bytes are still there, by its age: they go within hours of that."""
        return self.goes_at is not None and timezone.now() < self.goes_at

    @property
    def file_name(self) -> str:
        """``data-pribadi-BNA-2026-11-24-12.zip``: no name of a person."""
        day = timezone.localdate(self.created_at).isoformat()
        return f"data-pribadi-{self.facility.code}-{day}-{self.pk}.zip"


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    """Holds by whether they still bind."""

    def in_force(self) -> Self:
        """Those nobody has ended."""
        return self.filter(ended_at=None)


@remembered
class LegalHold(models.Model):
    """Nothing of this person may be anonymised until it is ended: a court, a complaint, an investigation."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="legal_holds")
    letter_number = models.CharField(max_length=100)
    reason = models.CharField(max_length=300)
    placed_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="legal_hold_says_why",
                condition=~Q(reason="") & ~Q(letter_number=""),
                violation_error_message=_("Say on which letter the hold rests, and why."),
            ),
            models.CheckConstraint(
                name="legal_hold_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message=_("A hold that was ended names who ended it."),
            ),
        )
        triggers = (
            guards.of_one_facility("legal_hold_of_one_facility", {"inmate_id": "inmates_inmate"}),
            guards.ends_once("legal_hold_ends_once", "ended_at", "ended_by_id"),
            guards.kept("legal_hold_is_kept"),
        )

    def __str__(self) -> str:
        return self.letter_number


class Anonymisation(models.Model):
    """The protocol of one anonymisation: how many people and rows, never whose. Written by the owner's login alone."""

    day = models.DateField()
    token = models.CharField(max_length=64, unique=True)
    people = models.PositiveIntegerField()
    counts = models.JSONField(help_text="table → rows")
    performed_at = models.DateTimeField(db_default=Now(), editable=False)
    performed_by_login = models.TextField(
        db_default=Func(template="session_user", output_field=TextField()), editable=False
    )

    objects = models.Manager["Anonymisation"]()

    class Meta:
        triggers = (
            guards.not_if("anonymisation_stays_as_written", "true", on=pgtrigger.Update),
            guards.kept("anonymisation_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.token}"


__all__ = [
    "KEPT_FOR",
    "SHORTEST_REASON",
    "Anonymisation",
    "Breach",
    "BreachPerson",
    "Disclosure",
    "LegalHold",
]
