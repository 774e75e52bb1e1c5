"""Facilities, partner agencies and the agreements between them."""

from datetime import date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rutan.agencies.enums import AgencyKind, FacilityKind
from rutan.core import guards

# Whoever plans something holds the facility's key until commit (the claim on the room takes it). Another clock waits for
# them, so that what they have planned is seen.
WAIT_FOR_WRITERS = """if new.timezone <> old.timezone then
    perform 1 from agencies_facility where id = new.id for update;
end if;
"""


class Facility(models.Model):
    """A unit of the corrections service (UPT) that holds people and runs the programme."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=FacilityKind, default=FacilityKind.DETENTION_CENTRE)
    city = models.CharField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=50, blank=True)
    email = models.CharField(max_length=100, blank=True)
    website = models.CharField(max_length=100, blank=True)
    regional_office = models.CharField(max_length=100, blank=True)
    letter_prefix = models.CharField(max_length=50, blank=True)
    timezone = models.CharField(max_length=40, default="Asia/Jakarta")
    is_demo = models.BooleanField(default=False)

    objects = models.Manager["Facility"]()

    class Meta:
        # Hours and days of everything planned are read on this clock. The tables are above this package; SQL may name
        # them, since the function is only read when it runs.
        triggers = (
            guards.not_if(
                "facility_keeps_its_clock",
                "new.timezone <> old.timezone and (exists (select from timetable_booking b where b.facility_id = new.id)"
                " or exists (select from assessments_assessment a where a.facility_id = new.id))",
                on=pgtrigger.Update,
                first=WAIT_FOR_WRITERS,
            ),
            # A demo seals reports without a second person and prints "example" on papers: none becomes real, or back.
            guards.same_for_ever("facility_stays_a_demo_or_real", "is_demo"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone its clock shows."""
        return ZoneInfo(self.timezone)

    def start_of(self, day: date) -> datetime:
        """The first moment of a day on its clock."""
        return datetime.combine(day, time(), tzinfo=self.zone)


class Agency(models.Model):
    """A partner agency whose people assess, coach or receive reports."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=AgencyKind)
    city = models.CharField(max_length=100)

    objects = models.Manager["Agency"]()

    def __str__(self) -> str:
        return self.short_name


class AgreementQuerySet(models.QuerySet["CooperationAgreement"]):
    """Agreements by validity."""

    def valid(self, on: date) -> Self:
        """Those in force on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class CooperationAgreement(models.Model):
    """A cooperation agreement (PKS): the basis on which a facility and an agency work together."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="agreements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField(max_length=100)
    subject = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The agreement ends before it starts."),
            ),
        )

    def __str__(self) -> str:
        return self.number
