"""Forms as they were answered, scored and signed."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain import registry
from assessments.domain.instrument import Instrument
from assessments.domain.scales import Number
from assessments.enums import AssessmentState, ReferencePeriod
from assessments.models_certificate import AssessorCertificate
from assessments.triggers import assessment_guard, stands_in_for_its_own
from inmates.enums import ConsentSubject
from inmates.guards_merging import not_of_the_merged
from inmates.models import AccessGrant, Consent, Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Agency, Facility
from rutan.audit.history import remembered
from rutan.core import guards

SCREENING = "assist"
# Interviews that look into a whole life; consent to share them is asked for apart from that to share screening.
FULL_ASSESSMENTS = ("asi",)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Forms by reach, person, state and time."""

    def visible_to(self, user: User) -> Self:
        """Those a person may know of today.

        Drafts are their assessor's own. Facility staff: results of people they reach. Agencies: only while the
        person is opened to them, results they took themselves, and those of others the person agreed to share.
        """
        today, reach = timezone.localdate(), user.reach
        grants = AccessGrant.objects.live(on=today)
        by_staff = Q(facility__in=reach.whole_facility_ids)
        if reach.by_assignment:
            by_staff |= Q(Exists(grants.filter(user=user, inmate=OuterRef("inmate"))))
        opened = grants.filter(inmate=OuterRef("inmate"), agency__in=reach.agency_ids)
        own = Q(agency__in=reach.agency_ids) & Exists(opened.filter(agency=OuterRef("agency")))
        shared = Q(Exists(_shared(ConsentSubject.SCREENING, reach.agency_ids, today))) & ~_FULL
        shared |= Q(Exists(_shared(ConsentSubject.ASSESSMENT, reach.agency_ids, today))) & _FULL
        own_draft = Q(signed_at=None, assessor=user) & (own | by_staff)
        return self.filter(own_draft | (Q(signed_at__isnull=False) & (by_staff | own | shared)))

    def at(self, facility: Facility) -> Self:
        """Forms taken at one facility."""
        return self.filter(facility=facility)

    def of(self, inmate: Inmate) -> Self:
        """Forms of one person."""
        return self.filter(inmate=inmate)

    def of_people(self, inmate_ids: Iterable[int]) -> Self:
        """Forms of several people."""
        return self.filter(inmate__in=inmate_ids)

    def of_instrument(self, *codes: str) -> Self:
        """Forms of some instruments."""
        return self.filter(instrument__in=codes)

    def drafts(self) -> Self:
        """Those still being filled in."""
        return self.filter(state=AssessmentState.DRAFT)

    def drafts_of(self, assessor: User) -> Self:
        """Those one assessor is filling in."""
        return self.drafts().filter(assessor=assessor)

    def signed(self) -> Self:
        """Those that are signed and stand."""
        return self.filter(state=AssessmentState.SIGNED)

    def to_replace(self, agency: Agency | None) -> Self:
        """Results of an agency that were declared void and have no successor yet, the last one first."""
        gone = self.filter(state=AssessmentState.VOID, signed_at__isnull=False, agency=agency)
        return gone.filter(superseded_by=None).newest_first()

    def taken_between(self, first: date, last: date) -> Self:
        """Those taken on one of the days, both included."""
        return self.filter(taken_on__gte=first, taken_on__lte=last)

    def taken_by(self, day: date) -> Self:
        """Those taken on or before a day."""
        return self.filter(taken_on__lte=day)

    def latest_of_each(self) -> Self:
        """Of each person and instrument the one taken last; of two on one day the one signed last."""
        return self.order_by(
            "inmate_id", "instrument", "-taken_on", F("signed_at").desc(nulls_last=True), "-pk"
        ).distinct("inmate_id", "instrument")

    def latest_of_each_person(self) -> Self:
        """The same of forms of one facility; who was entered twice and merged is one person."""
        person = "inmate__person_uuid"
        last = "-taken_on", F("signed_at").desc(nulls_last=True), "-pk"
        return self.order_by(person, "instrument", *last).distinct(person, "instrument")

    def newest_first(self) -> Self:
        """By the day they were taken, the last one first."""
        return self.order_by("-taken_on", "-pk")


_DRAFT = Q(state=AssessmentState.DRAFT)
_FULL = Q(instrument__in=FULL_ASSESSMENTS)


def _shared(subject: ConsentSubject, agency_ids: frozenset[int], today: date) -> models.QuerySet[Consent]:
    """A consent that shares the row's results with one of the agencies while the person is opened to that agency."""
    opened = AccessGrant.objects.live(on=today).filter(inmate=OuterRef("inmate"), agency=OuterRef("agency"))
    return Consent.objects.in_force(on=today).filter(
        Exists(opened), subject=subject, agency__in=agency_ids, inmate=OuterRef("inmate")
    )


class AssessmentManager(models.Manager["Assessment"]):
    """Leaves out discarded drafts and results that were declared void."""

    def get_queryset(self) -> AssessmentQuerySet:
        """All rows that stand."""
        return AssessmentQuerySet(self.model, using=self._db).filter(voided_at=None)


class EveryAssessmentManager(models.Manager["Assessment"]):
    """Void forms too, with the same named sets."""

    def get_queryset(self) -> AssessmentQuerySet:
        """All rows."""
        return AssessmentQuerySet(self.model, using=self._db)


@remembered
class Assessment(models.Model):
    """One form of one person: a draft that is saved as it is filled in, then signed by the assessor, for good.

    The assessor who takes it signs it. ``result`` is the engine's answer to ``answers`` under ``scoring_version``, never
    typed in. ``version`` counts the savings, so that two windows do not overwrite each other. ``agency`` is the one the
    assessor worked for; none for the facility's own staff.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="assessments")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessments"
    )
    instrument = models.CharField(_("instrument"), max_length=20)
    instrument_version = models.CharField(max_length=20)
    language = models.CharField(max_length=5, default="id")
    reference_period = models.CharField(_("reference period"), max_length=20, choices=ReferencePeriod)
    anchor_on = models.DateField(_("counted back from"), null=True, blank=True)
    taken_on = models.DateField(_("taken on"))
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT)
    result = models.JSONField(null=True)
    scoring_version = models.CharField(max_length=20, blank=True)
    signed_at = models.DateTimeField(null=True, editable=False)
    certificate = models.ForeignKey(
        AssessorCertificate, null=True, on_delete=models.PROTECT, related_name="assessments"
    )
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    request_key = models.UUIDField(unique=True, editable=False)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    void_reason = models.CharField(max_length=300, blank=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssessmentManager.from_queryset(AssessmentQuerySet)()
    all_objects = EveryAssessmentManager.from_queryset(AssessmentQuerySet)()

    class Meta:
        base_manager_name = "all_objects"
        triggers = (
            assessment_guard,
            stands_in_for_its_own,
            guards.of_one_facility("assessment_of_one_facility", {"inmate_id": "inmates_inmate"}),
            guards.void_for_good(),
            not_of_the_merged("assessment_never_of_the_merged"),
        )
        indexes = (
            models.Index(fields=("inmate", "instrument", "-taken_on"), name="assessment_of_person"),
            models.Index(fields=("facility", "state", "-taken_on", "-id"), name="assessment_newest"),
            models.Index(fields=("assessor", "-id"), name="assessment_drafts", condition=_DRAFT),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("inmate", "assessor", "instrument"),
                condition=_DRAFT,
                name="assessment_one_draft_a_person",
                violation_error_message=_("You have a draft of this instrument for this person already."),
            ),
            models.CheckConstraint(
                name="assessment_anchor_with_its_period",
                condition=Q(reference_period=ReferencePeriod.CALENDAR, anchor_on=None)
                | Q(
                    reference_period=ReferencePeriod.BEFORE_DETENTION,
                    anchor_on__isnull=False,
                    anchor_on__lte=F("taken_on"),
                ),
                violation_error_message=_(
                    "The period before detention is counted back from a day before the interview."
                ),
            ),
            models.CheckConstraint(
                name="assessment_draft_has_no_result",
                condition=~_DRAFT
                | Q(result__isnull=True, signed_at=None, certificate=None, scoring_version=""),
                violation_error_message=_("A draft has no result yet."),
            ),
            models.CheckConstraint(
                name="assessment_signed_is_whole",
                condition=~Q(state=AssessmentState.SIGNED)
                | (
                    Q(result__isnull=False, signed_at__isnull=False, certificate__isnull=False)
                    & ~Q(scoring_version="")
                ),
                violation_error_message=_("A signed form has a result, a time of signing and a certificate."),
            ),
            models.CheckConstraint(
                name="assessment_void_says_when_and_who",
                condition=Q(state=AssessmentState.VOID, voided_at__isnull=False, voided_by__isnull=False)
                | (~Q(state=AssessmentState.VOID) & Q(voided_at=None, voided_by=None, void_reason="")),
                violation_error_message=_("What is void says since when and by whom."),
            ),
            models.CheckConstraint(
                name="assessment_void_result_says_why",
                condition=Q(signed_at=None) | ~Q(state=AssessmentState.VOID) | ~Q(void_reason=""),
                violation_error_message=_("Say why the result no longer stands."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument} {self.inmate_id} {self.taken_on}"

    @property
    def definition(self) -> Instrument:
        """The instrument as the system knows it now."""
        return registry.instrument(self.instrument)

    @property
    def scores(self) -> dict[str, Number | None]:
        """The figures of its result; nothing before it is signed."""
        return dict(self.result["scores"]) if self.result else {}

    @property
    def bands(self) -> dict[str, str | None]:
        """The bands of its result, those over several scores too; nothing before it is signed."""
        return dict(self.result["bands"]) if self.result else {}

    @property
    def is_draft(self) -> bool:
        """Whether it is still being filled in."""
        return self.state == AssessmentState.DRAFT


__all__ = ["FULL_ASSESSMENTS", "SCREENING", "Assessment", "AssessorCertificate"]
