"""Papers that left the house, and where their numbers and signatures come from."""

import uuid
from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.letters import wording
from rutan.letters.domain.lifecycle import DocumentState
from rutan.letters.enums import DocumentKind
from rutan.letters.models_numbers import LetterCode, NumberSeries
from rutan.letters.models_signatory import Signatory

# What an end writes; every other column stays as it was issued.
OF_THE_END = ["state", "revoked_at", "revoked_by", "revoke_reason", "replaced_by"]


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    """Issued documents by kind, day and state."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def of_kind(self, kind: DocumentKind) -> Self:
        """Those of one kind."""
        return self.filter(kind=kind)

    def issued_within(self, first: date, last: date) -> Self:
        """Those whose paper bears a day of a period, both ends included."""
        return self.filter(issued_on__range=(first, last))

    def valid(self) -> Self:
        """Those that were neither revoked nor superseded."""
        return self.filter(state=DocumentState.VALID)

    def coded(self, code: str) -> Self:
        """The one with a code, if any, without its bytes."""
        return self.filter(code=code).defer("pdf", "data").select_related("facility", "replaced_by")


@remembered(without=("pdf", "data"))
class IssuedDocument(models.Model):
    """A numbered paper as it left the house: the bytes, the frozen data they were made from, the digests of both.

    Nothing of it changes but its end: it may be revoked or superseded once (triggers see to it, for the owner too).
    The history leaves out ``pdf`` and ``data``, which cannot change and would be kept twice with every end.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=DocumentKind)
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="documents")
    sequence = models.PositiveIntegerField(help_text="running number within the series")
    number = models.CharField(max_length=150)
    code = models.CharField(max_length=20, unique=True)
    request_key = models.UUIDField(unique=True, default=uuid.uuid4)
    printed_name = models.CharField(max_length=200, blank=True, help_text="only if the paper shows a name")
    facts = models.JSONField(default=list, blank=True, help_text="what else the check page shows")
    data = models.JSONField(help_text="what the paper was made from")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the frozen data")
    pdf = models.BinaryField()
    pdf_digest = models.CharField(max_length=64, help_text="SHA-256 of the PDF")
    signatory = models.ForeignKey(Signatory, null=True, on_delete=models.PROTECT, related_name="documents")
    issued_on = models.DateField(help_text="the day on the paper")
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="nobody: a command of the system",
    )
    state = models.CharField(
        max_length=12,
        choices=[(state.value, words) for state, words in wording.STATES.items()],
        default=DocumentState.VALID,
    )
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    revoke_reason = models.CharField(max_length=300, blank=True)
    replaced_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("facility", "kind", "issued_on"), name="issued_document_by_kind"),)
        constraints = (
            models.UniqueConstraint(
                fields=("series", "sequence"),
                name="issued_document_number_once",
                violation_error_message=_("This number is taken."),
            ),
            models.CheckConstraint(
                name="issued_document_code_cannot_be_guessed",
                condition=Q(code__regex=r"^[0-9A-HJKMNP-TV-Z]{20}$"),
                violation_error_message=_("The code of a document has twenty signs."),
            ),
            models.CheckConstraint(
                name="issued_document_digests_are_sha256",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$", pdf_digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A digest has sixty-four signs."),
            ),
            models.CheckConstraint(
                name="issued_document_ends_in_one_way",
                condition=Q(state=DocumentState.VALID, revoked_at=None, revoked_by=None, replaced_by=None)
                | (
                    Q(state=DocumentState.REVOKED, revoked_at__isnull=False, revoked_by__isnull=False)
                    & Q(replaced_by=None)
                    & ~Q(revoke_reason="")
                )
                | Q(
                    state=DocumentState.SUPERSEDED,
                    replaced_by__isnull=False,
                    revoked_at=None,
                    revoked_by=None,
                ),
                violation_error_message=_(
                    "A document is valid, revoked with a reason, or superseded by another."
                ),
            ),
            models.CheckConstraint(
                name="issued_document_not_replaced_by_itself",
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")),
                violation_error_message=_("A document cannot replace itself."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "document_of_one_facility",
                {
                    "series_id": "letters_numberseries",
                    "signatory_id": "letters_signatory",
                    "replaced_by_id": "letters_issueddocument",
                },
            ),
            pgtrigger.Protect(name="document_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="document_only_ends", exclude=OF_THE_END),
            pgtrigger.Protect(
                name="document_ends_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state=DocumentState.VALID),
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        """Whether it was neither revoked nor superseded."""
        return self.state == DocumentState.VALID


__all__ = ["IssuedDocument", "LetterCode", "NumberSeries", "Signatory"]
