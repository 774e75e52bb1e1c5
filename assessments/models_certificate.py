"""Certificates of assessors: what each may sign, and when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain.certificates import Certificate
from assessments.triggers import certificate_guard
from rutan.accounts.models import User
from rutan.audit.history import remembered
from rutan.core.guards import void_for_good


class CertificateQuerySet(models.QuerySet["AssessorCertificate"]):
    """Certificates by holder and validity."""

    def of_user(self, user: User) -> Self:
        """Those one person holds."""
        return self.filter(user=user)

    def held_by(self, users: "list[User]") -> Self:
        """Those any of these people hold."""
        return self.filter(user__in=users)

    def withdrawn(self) -> Self:
        """Those that no longer stand."""
        return self.filter(voided_at__isnull=False)

    def longest_first(self) -> Self:
        """Of each holder the one that lasts longest first."""
        return self.order_by("user_id", F("ends_on").desc(nulls_first=True), "-starts_on", "-pk")


class CertificateManager(models.Manager["AssessorCertificate"]):
    """Leaves out what was withdrawn."""

    def get_queryset(self) -> CertificateQuerySet:
        """All rows that stand."""
        return CertificateQuerySet(self.model, using=self._db).filter(voided_at=None)


class EveryCertificateManager(models.Manager["AssessorCertificate"]):
    """Withdrawn ones too, with the same named sets."""

    def get_queryset(self) -> CertificateQuerySet:
        """All rows."""
        return CertificateQuerySet(self.model, using=self._db)


@remembered
class AssessorCertificate(models.Model):
    """What an issuer certified one person to assess with, from–to (both days included; no end: for good).

    Never changed, since signatures rest on it: a correction is a withdrawal and a new row.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assessor_certificates"
    )
    number = models.CharField(_("number"), max_length=100)
    issuer = models.CharField(_("issuer"), max_length=200)
    instruments = ArrayField(models.CharField(max_length=20), verbose_name=_("instruments"))
    starts_on = models.DateField(_("valid from"))
    ends_on = models.DateField(_("valid until"), null=True, blank=True)
    request_key = models.UUIDField(unique=True, editable=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now, editable=False)
    void_reason = models.CharField(max_length=300, blank=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = CertificateManager.from_queryset(CertificateQuerySet)()
    all_objects = EveryCertificateManager.from_queryset(CertificateQuerySet)()

    class Meta:
        base_manager_name = "all_objects"
        triggers = (certificate_guard, void_for_good())
        constraints = (
            models.UniqueConstraint(
                fields=("user", "issuer", "number"),
                condition=Q(voided_at=None),
                name="certificate_once_a_number",
                violation_error_message=_("This certificate is registered already."),
            ),
            models.CheckConstraint(
                name="certificate_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The certificate ends before it starts."),
            ),
            models.CheckConstraint(
                name="certificate_names_an_instrument",
                condition=Q(instruments__len__gt=0),
                violation_error_message=_("A certificate names at least one instrument."),
            ),
            models.CheckConstraint(
                name="certificate_not_registered_by_its_holder",
                condition=~Q(registered_by=F("user")),
                violation_error_message=_("Nobody registers a certificate of their own."),
            ),
            models.CheckConstraint(
                name="certificate_withdrawn_with_a_reason",
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                violation_error_message=_("A withdrawal has a day, a name and a reason."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} ({self.issuer})"

    @property
    def terms(self) -> Certificate:
        """What the pure rules need of it."""
        return Certificate(
            self.number, self.issuer, frozenset(self.instruments), self.starts_on, self.ends_on
        )

    def expired(self, on: date) -> bool:
        """Whether its last day lies before a day."""
        return self.terms.expired(on)
