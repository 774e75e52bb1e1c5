"""Who signs for the facility."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.letters.enums import Office
from rutan.letters.models_numbers import days_of_validity

# Whoever has signed a paper stays who signed it; their time is only ever shortened, and covers all they signed. A paper
# that is being issued holds the row's key until commit, so it is waited for and seen.
SIGNED = "exists (select from letters_issueddocument d where d.signatory_id = old.id{which})"
STAYS = "(to_jsonb(new) - 'ends_on')::text <> (to_jsonb(old) - 'ends_on')::text"
LONGER = "(old.ends_on is not null and (new.ends_on is null or new.ends_on > old.ends_on))"
WAIT_FOR_PAPERS = "perform 1 from letters_signatory where id = old.id for update;\n"


class SignatoryQuerySet(models.QuerySet["Signatory"]):
    """Signatories by office and validity."""

    def valid(self, *, on: date) -> Self:
        """Those who sign on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def signing_for(self, facility: Facility, office: Office) -> Self:
        """Those of one office of a facility."""
        return self.filter(facility=facility, office=office)

    def having_signed_from(self, day: date) -> Self:
        """Those with papers of a day or later."""
        return self.filter(documents__issued_on__gte=day).distinct()

    def ending_from(self, day: date) -> Self:
        """Those whose time goes on to a day or beyond."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))


@remembered
class Signatory(models.Model):
    """A person who signs for one office, from–to. ``position`` is what stands under the signature, acting or not."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="signatories")
    office = models.CharField(max_length=20, choices=Office, default=Office.HEAD)
    position = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    nip = models.CharField(_("NIP"), max_length=30, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="signatory_ends_after_they_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The signatory's time ends before it starts."),
            ),
            ExclusionConstraint(
                name="signatory_one_at_a_time_for_an_office",
                expressions=[
                    (F("facility"), RangeOperators.EQUAL),
                    (F("office"), RangeOperators.EQUAL),
                    (days_of_validity(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Somebody else signs for this office at that time."),
            ),
        )
        triggers = (
            guards.same_for_ever("signatory_stays_at_its_facility", "facility_id"),
            guards.not_if(
                "signatory_who_signed_only_ends",
                f"({STAYS} or {LONGER}) and {SIGNED.format(which='')}"
                f" or new.ends_on is not null and {SIGNED.format(which=' and d.issued_on > new.ends_on')}",
                on=pgtrigger.Update,
                first=WAIT_FOR_PAPERS,
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.position}"
