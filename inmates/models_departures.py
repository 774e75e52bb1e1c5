"""What a departure leaves behind: somebody on the way to another facility, and what was still open here."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates import guards as own_guards
from inmates.domain.lifecycle import NEXT_OF_TRANSFER
from inmates.enums import TransferState
from inmates.models_stays import Stay
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

if TYPE_CHECKING:
    from inmates.models import Inmate

BY = settings.AUTH_USER_MODEL


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Transfers by stay and by where they go."""

    def of_stay(self, stay: Stay) -> Self:
        """The one that ended a stay, if it was not taken back."""
        return self.standing().filter(stay=stay)

    def to(self, facility: Facility) -> Self:
        """Those sent to a facility."""
        return self.filter(receiver=facility)

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.exclude(state=TransferState.CANCELLED)

    def on_the_way(self) -> Self:
        """Those whose arrival nobody has confirmed."""
        return self.filter(state=TransferState.ANNOUNCED)

    def first_first(self) -> Self:
        """Who left first stands first."""
        return self.order_by("stay__left_on", "pk")


@remembered
class Transfer(models.Model):
    """Somebody sent from one facility to another: a row of the sender's that the receiver reads and answers."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="transfers")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="transfers")
    receiver = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="transfers_here")
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.ANNOUNCED)
    announced_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField(default=timezone.now, editable=False)
    arrived_inmate = models.ForeignKey(
        "inmates.Inmate", null=True, on_delete=models.PROTECT, related_name="arrivals"
    )
    closed_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = TransferQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("receiver", "stay"), name="transfer_on_the_way", condition=Q(state="announced")
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="transfer_leads_elsewhere",
                condition=~Q(receiver=models.F("facility")),
                violation_error_message=_("A transfer leads to another facility."),
            ),
            models.CheckConstraint(
                name="transfer_arrived_as_somebody",
                condition=Q(state=TransferState.ARRIVED, arrived_inmate__isnull=False)
                | (~Q(state=TransferState.ARRIVED) & Q(arrived_inmate=None)),
                violation_error_message=_("Whoever has arrived is on the register of the receiver."),
            ),
            models.CheckConstraint(
                name="transfer_closed_by_somebody",
                condition=Q(state=TransferState.ANNOUNCED, closed_at=None, closed_by=None)
                | (~Q(state=TransferState.ANNOUNCED) & Q(closed_at__isnull=False, closed_by__isnull=False)),
                violation_error_message=_("Say who confirmed the arrival or took the transfer back."),
            ),
            models.UniqueConstraint(
                fields=("stay",),
                condition=~Q(state=TransferState.CANCELLED),
                name="transfer_once_a_stay",
                violation_error_message=_("This person is on the way already."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "transfer_of_one_facility", {"inmate_id": "inmates_inmate", "stay_id": "inmates_stay"}
            ),
            guards.same_for_ever(
                "transfer_stays_what_it_is", "facility_id", "inmate_id", "stay_id", "receiver_id"
            ),
            guards.not_if("transfer_lives", f"not ({guards.ways(NEXT_OF_TRANSFER)})", on=pgtrigger.Update),
            guards.not_if(
                "transfer_over_stays",
                "old.state <> 'announced' and to_jsonb(new)::text <> to_jsonb(old)::text",
                on=pgtrigger.Update,
            ),
            own_guards.transfer_arrives_at_its_receiver(),
            guards.kept("transfer_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.facility_id} → {self.receiver_id}"


class LooseEndQuerySet(models.QuerySet["LooseEnd"]):
    """Loose ends by person, stay and what they are about."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def of(self, inmate: "Inmate") -> Self:
        """Those of one person, in the order in which they were raised."""
        return self.filter(inmate=inmate).order_by("pk")

    def of_stay(self, stay: Stay) -> Self:
        """Those that the end of one stay left."""
        return self.filter(stay=stay)

    def unsettled(self) -> Self:
        """Those nobody has settled by hand; whether the thing itself is still open is another question."""
        return self.filter(settled_at=None)


class LooseEndManager(models.Manager["LooseEnd"]):
    """Leaves out those of departures that were taken back."""

    def get_queryset(self) -> LooseEndQuerySet:
        """All that stand."""
        return LooseEndQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class LooseEnd(models.Model):
    """Something that was still open when somebody left: a place in a group, a session to come, a record opened.

    ``code`` names the consequence (``inmates.consequences``) that knows the thing; ``subject_id`` is its key, without a
    foreign key, since its table is above this package. ``facts`` say what it was in words that need no translation.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="loose_ends")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="loose_ends")
    code = models.CharField(max_length=30)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    settled_how = models.CharField(max_length=300, blank=True)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = LooseEndManager.from_queryset(LooseEndQuerySet)()
    all_objects = models.Manager["LooseEnd"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (
            models.Index(
                fields=("facility", "code"),
                name="loose_end_unsettled",
                condition=Q(settled_at=None, voided_at=None),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("stay", "code", "subject_type", "subject_id"),
                condition=Q(voided_at=None),
                name="loose_end_once_a_stay",
                violation_error_message=_("This is written down already."),
            ),
            models.CheckConstraint(
                name="loose_end_settled_with_a_note",
                condition=Q(settled_at=None, settled_by=None, settled_how="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_how="")),
                violation_error_message=_("Say who settled it and how."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "loose_end_of_one_facility", {"inmate_id": "inmates_inmate", "stay_id": "inmates_stay"}
            ),
            guards.same_for_ever(
                "loose_end_stays_what_it_is",
                "facility_id",
                "inmate_id",
                "stay_id",
                "code",
                "subject_type",
                "subject_id",
                "facts",
                "raised_at",
            ),
            guards.not_if(
                "loose_end_settled_stays",
                "old.settled_at is not null and (old.settled_at, old.settled_by_id, old.settled_how)"
                " is distinct from (new.settled_at, new.settled_by_id, new.settled_how)",
                on=pgtrigger.Update,
            ),
            guards.kept("loose_end_is_kept"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.subject_id}"
