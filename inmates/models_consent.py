"""What a person agreed to: taking part, and what may be shared with which agency."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates import guards as own_guards
from inmates.enums import ConsentState, ConsentSubject
from inmates.guards_merging import not_of_the_merged
from inmates.models_merging import Merge
from rutan.agencies.models import Agency, Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.files.enums import FileKind
from rutan.files.models import StoredFile

if TYPE_CHECKING:
    from inmates.models import Inmate


DENIED = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
# A scan that was handed in as something else.
NOT_SIGNED = (
    "exists (select from files_storedfile f where f.id = new.scan_id"
    f" and f.kind <> '{FileKind.CONSENT.value}')"
)


def _denied(side: str) -> Q:
    """That the row on this side of a merge denies what the consent is about."""
    about = {"subject": OuterRef("subject"), "state__in": DENIED, "voided_at": None}
    denies = Q(**{f"{side}__consents__{name}": value for name, value in about.items()})
    taking_part = Q(**{f"{side}__consents__subject": ConsentSubject.PROGRAMME})
    return denies & (Q(**{f"{side}__consents__agency": OuterRef("agency")}) | taking_part)


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents by validity."""

    def in_force(self, *, on: date) -> Self:
        """Given, and not run out on that day."""
        return self.filter(
            Q(expires_on=None) | Q(expires_on__gte=on), state=ConsentState.GIVEN, decided_on__lte=on
        ).undisputed()

    def undisputed(self) -> Self:
        """Without those that the person contradicted on another of their rows, until they are asked anew.

        Rows that were merged are one person: what was refused or withdrawn on one of them counts for all, unless it was
        decided again after the merge.
        """
        lasting = Merge.objects.lasting().filter(merged_at__gte=OuterRef("recorded_at"))
        found = [
            lasting.filter(_denied(side), **{other: OuterRef("inmate")})
            for side, other in (("merged", "kept"), ("kept", "merged"))
        ]
        return self.filter(*(~Exists(rows) for rows in found))

    def to_take_part(self) -> Self:
        """Consents to the programme itself."""
        return self.filter(subject=ConsentSubject.PROGRAMME)

    def standing(self, inmate: "Inmate", subject: ConsentSubject, agency: Agency | None) -> Self:
        """A person's decision on one subject, for one agency where it is about sharing."""
        return self.filter(inmate=inmate, subject=subject, agency=agency)

    def of(self, inmate: "Inmate") -> Self:
        """A person's decisions, newest first."""
        return self.filter(inmate=inmate).order_by("-decided_on", "-pk")

    def shared_with(self, agency_ids: Iterable[int], subjects: Iterable[ConsentSubject]) -> Self:
        """Those to share any of these subjects with any of these agencies."""
        return self.filter(agency__in=agency_ids, subject__in=tuple(subjects))

    def without_paper(self) -> Self:
        """Those whose signed paper was not handed in."""
        return self.filter(scan=None)

    def of_people(self, people: Iterable["Inmate"]) -> Self:
        """The decisions of many people."""
        return self.filter(inmate__in=people)


class ConsentManager(models.Manager["Consent"]):
    """The decisions that stand: the newest of each subject; older ones are superseded."""

    def get_queryset(self) -> ConsentQuerySet:
        """All rows that were not superseded or voided."""
        return ConsentQuerySet(self.model, using=self._db).filter(voided_at=None)


class EveryConsentManager(models.Manager["Consent"]):
    """Superseded decisions too, with the same named sets."""

    def get_queryset(self) -> ConsentQuerySet:
        """All rows."""
        return ConsentQuerySet(self.model, using=self._db)


@remembered
class Consent(models.Model):
    """One decision of a person. A new decision on the same subject voids the old row; both are kept.

    ``scan`` is the paper they signed; it may come later than the decision, and is then never changed.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="consents")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=12, choices=ConsentSubject)
    state = models.CharField(max_length=10, choices=ConsentState)
    decided_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    scan = models.ForeignKey(
        StoredFile, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConsentManager.from_queryset(ConsentQuerySet)()
    all_objects = EveryConsentManager.from_queryset(ConsentQuerySet)()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.CheckConstraint(
                name="consent_names_the_agency_it_shares_with",
                condition=Q(subject=ConsentSubject.PROGRAMME, agency=None)
                | (~Q(subject=ConsentSubject.PROGRAMME) & Q(agency__isnull=False)),
                violation_error_message=_(
                    "A consent to share names the agency; one to take part names none."
                ),
            ),
            models.CheckConstraint(
                name="consent_expires_after_it_was_given",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("decided_on")),
                violation_error_message=_("The consent expires before it was given."),
            ),
            models.CheckConstraint(
                name="consent_voided_by_somebody",
                condition=Q(voided_at=None, voided_by=None)
                | Q(voided_at__isnull=False, voided_by__isnull=False),
                violation_error_message=_("A decision whose place another took names who recorded that."),
            ),
            models.UniqueConstraint(
                fields=("inmate", "subject", "agency"),
                nulls_distinct=False,
                condition=Q(voided_at=None),
                name="consent_one_decision_a_subject",
                violation_error_message=_("There is already a decision on this."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "consent_of_one_facility", {"inmate_id": "inmates_inmate", "scan_id": "files_storedfile"}
            ),
            own_guards.consent_decided_in_custody(),
            guards.not_if("consent_scan_is_a_signed_consent", NOT_SIGNED),
            guards.ends_once("consent_stands_as_it_was_said", "voided_at", "voided_by_id", once=("scan_id",)),
            guards.kept("consent_is_kept"),
            guards.void_for_good(),
            not_of_the_merged("consent_never_of_the_merged"),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.state}"

    def says(self, state: ConsentState, decided_on: date, expires_on: date | None) -> bool:
        """Whether this is that very decision."""
        return (self.state, self.decided_on, self.expires_on) == (state, decided_on, expires_on)
