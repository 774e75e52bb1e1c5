"""Editions of reports."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.accounts.models import User
from rutan.agencies.models import CooperationAgreement, Facility
from rutan.audit.history import remembered
from rutan.audit.models import Event
from rutan.letters.models import IssuedDocument
from rutan.reports import wording
from rutan.reports.domain.lifecycle import EditionState
from rutan.reports.domain.months import Month
from rutan.reports.domain.report import Report
from rutan.reports.domain.sealing import digest_of
from rutan.reports.enums import READING, ReportKind
from rutan.reports.reading import facilities_read_by
from rutan.reports.triggers import EDITION_TRIGGERS

STATES = [(state.value, words) for state, words in wording.STATES.items()]
DRAFT, SEALED, WITHDRAWN = (Q(state=state.value) for state in EditionState)
NEVER_SEALED = Q(number="", document=None, xlsx=None, sealed_at=None, approved_by=None)
NEVER_WITHDRAWN = Q(withdrawn_at=None, withdrawn_by=None, withdraw_reason="")


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    """Editions by reach, facility, period and state."""

    def visible_to(self, user: User) -> Self:
        """Those the person may read today: all of the own facility's, of a partner's only what is sealed."""
        partners = CooperationAgreement.objects.valid(timezone.localdate()).filter(
            agency__in=user.reach.agency_ids
        )
        return self.filter(
            Q(facility__in=facilities_read_by(user.reach))
            | SEALED & Q(facility__in=partners.values("facility"))
        )

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def about(self, month: Month, kind: ReportKind = ReportKind.MONTHLY) -> Self:
        """Those of one report: all its editions."""
        return self.filter(kind=kind, period_starts_on=month.first_day)

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.exclude(WITHDRAWN)

    def sealed(self) -> Self:
        """Those that were given a number and a seal."""
        return self.filter(SEALED)

    def holding(self, periods: Iterable[date]) -> dict[date, int]:
        """The edition that holds for each of these periods, by its first day: the last one that was sealed."""
        rows = self.sealed().filter(period_starts_on__in=list(periods)).values_list("period_starts_on")
        return dict(rows.annotate(models.Max("edition")).order_by())

    def drafts(self) -> Self:
        """Those that wait for the head."""
        return self.filter(DRAFT)

    def unread_by(self, user: User) -> Self:
        """Those the person has neither opened nor taken a file of; the audit trail tells it."""
        done = Event.objects.done_by(user.pk)
        opened = done.about_any(self.model).filter(subject_id=OuterRef("pk"), action__in=READING)
        taken = done.about_any(IssuedDocument).filter(subject_id=OuterRef("document_id"))
        return self.exclude(Exists(opened)).exclude(Exists(taken))

    def newest_first(self) -> Self:
        """The latest month first, in it the latest edition."""
        return self.order_by("-period_starts_on", "-edition", "-pk")

    def without_content(self) -> Self:
        """Without the frozen figures and the spreadsheet, for lists."""
        return self.defer("figures", "xlsx")


@remembered(without=("figures", "xlsx"))
class ReportEdition(models.Model):
    """One edition of the report of one period.

    Its figures are frozen when it is made and never change (triggers see to it, for the owner too); sealing gives it its
    number, paper and spreadsheet. A correction is the next edition. The history leaves out the figures, which cannot
    change, and the spreadsheet, which is made from them once.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ReportKind, default=ReportKind.MONTHLY)
    period_starts_on = models.DateField()
    edition = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default=EditionState.DRAFT.value)
    figures = models.JSONField(help_text="the frozen report: what it shows, and the rows behind each number")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the frozen report")
    request_key = models.UUIDField(unique=True)
    prepared_at = models.DateTimeField(default=timezone.now)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    correction_reason = models.CharField(_("reason"), max_length=300, blank=True)
    number = models.CharField(max_length=150, blank=True)
    document = models.OneToOneField(
        IssuedDocument, null=True, on_delete=models.PROTECT, related_name="report_edition"
    )
    xlsx = models.BinaryField(null=True)
    sealed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdraw_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "kind", "period_starts_on", "edition"),
                condition=~WITHDRAWN,
                name="report_edition_once_a_period",
                violation_error_message=_("This edition of the report exists already."),
            ),
            models.CheckConstraint(
                name="report_edition_begins_with_a_month",
                condition=Q(period_starts_on__day=1),
                violation_error_message=_("The period of a report begins on the first of a month."),
            ),
            models.CheckConstraint(
                name="report_edition_corrects_with_a_reason",
                condition=Q(edition=1, corrects=None, correction_reason="")
                | (Q(edition__gt=1, corrects__isnull=False) & ~Q(correction_reason="")),
                violation_error_message=_("A correction names the edition it corrects and the reason."),
            ),
            models.CheckConstraint(
                name="report_edition_digest_is_sha256",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A digest has sixty-four signs."),
            ),
            models.CheckConstraint(
                name="report_edition_ends_in_one_way",
                condition=(DRAFT & NEVER_SEALED & NEVER_WITHDRAWN)
                | (
                    SEALED
                    & NEVER_WITHDRAWN
                    & Q(document__isnull=False, xlsx__isnull=False, sealed_at__isnull=False)
                    & ~Q(number="")
                )
                | (
                    WITHDRAWN
                    & NEVER_SEALED
                    & Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdraw_reason="")
                ),
                violation_error_message=_("An edition is a draft, sealed with its paper, or withdrawn."),
            ),
            models.CheckConstraint(
                name="report_edition_approved_by_another",
                condition=Q(approved_by=None) | Q(prepared_by=None) | ~Q(approved_by=F("prepared_by")),
                violation_error_message=_(
                    "A report is approved by somebody else than the one who prepared it."
                ),
            ),
        )
        triggers = EDITION_TRIGGERS

    def __str__(self) -> str:
        return f"{self.facility} {self.month} ({self.edition})"

    @property
    def month(self) -> Month:
        """The month it is about."""
        return Month.of(self.period_starts_on)

    @property
    def report(self) -> Report:
        """What was frozen."""
        return Report.from_data(self.figures)

    @property
    def seal_holds(self) -> bool:
        """Whether the frozen data still have the digest they were given."""
        return digest_of(self.figures) == self.digest

    @property
    def is_sealed(self) -> bool:
        """Whether it has its number and its paper."""
        return self.state == EditionState.SEALED

    @property
    def is_draft(self) -> bool:
        """Whether it waits for the head."""
        return self.state == EditionState.DRAFT

    @property
    def first_day(self) -> date:
        """The first day of its month."""
        return self.period_starts_on


__all__ = ["ReportEdition"]
