"""Who may see one person's record, beside those who see the whole facility."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.enums import GrantPurpose
from inmates.guards_merging import not_of_the_merged
from rutan.accounts.reach import Reach
from rutan.agencies.models import Agency, Facility
from rutan.audit.history import remembered
from rutan.core import guards


class AccessGrantQuerySet(models.QuerySet["AccessGrant"]):
    """Grants by validity and receiver."""

    def live(self, *, on: date) -> Self:
        """Not ended, and the day lies within."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, ended_at=None)

    def reaching(self, user_id: int, reach: Reach) -> Self:
        """Those that open a record to this person: by name where a role works by assignment, or by their agency."""
        by_agency = Q(agency__in=reach.agency_ids)
        return self.filter(by_agency | Q(user=user_id)) if reach.by_assignment else self.filter(by_agency)

    def open_at(self, facility: Facility) -> Self:
        """Those of a facility that nobody has ended."""
        return self.filter(ended_at=None, facility=facility)

    def of_case_officers(self) -> Self:
        """Those by which somebody is the case officer of a person now: one a person at most."""
        return self.filter(purpose=GrantPurpose.CASE_OFFICER, ended_at=None)

    def to_agency(self, agency: Agency) -> Self:
        """Those given to one agency."""
        return self.filter(agency=agency)


@remembered
class AccessGrant(models.Model):
    """Opens one person's record to an agency or to a named user, until it is ended."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    purpose = models.CharField(max_length=20, choices=GrantPurpose)
    source = models.CharField(max_length=60, blank=True, help_text="what gave it, such as group:12")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("agency", "inmate"), name="grant_live_by_agency", condition=Q(ended_at=None)
            ),
            models.Index(fields=("user", "inmate"), name="grant_live_by_user", condition=Q(ended_at=None)),
        )
        constraints = (
            models.CheckConstraint(
                name="access_grant_to_agency_or_user",
                condition=Q(agency__isnull=True, user__isnull=False)
                | Q(agency__isnull=False, user__isnull=True),
                violation_error_message=_("A record is opened to an agency or to a person, not to both."),
            ),
            models.CheckConstraint(
                name="access_grant_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The access ends before it starts."),
            ),
            models.CheckConstraint(
                name="access_grant_ended_by_somebody",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message=_("An access that was ended names who ended it."),
            ),
            models.UniqueConstraint(
                fields=("inmate", "agency"),
                condition=Q(ended_at=None, agency__isnull=False),
                name="access_grant_live_once_an_agency",
                violation_error_message=_("The agency already sees this person."),
            ),
            models.UniqueConstraint(
                fields=("inmate", "user", "source"),
                condition=Q(ended_at=None, user__isnull=False),
                name="access_grant_live_once_a_user_and_source",
                violation_error_message=_("This already opens the record to that person."),
            ),
            models.UniqueConstraint(
                fields=("inmate",),
                condition=Q(ended_at=None, purpose=GrantPurpose.CASE_OFFICER),
                name="access_grant_one_case_officer",
                violation_error_message=_("The person has a case officer already."),
            ),
        )
        triggers = (
            guards.of_one_facility("access_grant_of_one_facility", {"inmate_id": "inmates_inmate"}),
            guards.ends_once("access_grant_ends_once", "ended_at", "ended_by_id"),
            guards.kept("access_grant_is_kept"),
            not_of_the_merged("access_grant_never_of_the_merged"),
        )

    def __str__(self) -> str:
        return f"{self.inmate} → {self.agency or self.user}"
