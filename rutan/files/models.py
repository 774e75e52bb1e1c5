"""Files that were handed in."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.core import guards
from rutan.files.enums import FileKind


class StoredFile(models.Model):
    """A file as it is kept: its bytes never change, and it never goes.

    The package is below those of facilities and people, so their keys stand here without a relation; the row of the
    owner has the relation, and a guard of its own compares the facilities.
    """

    facility_id = models.BigIntegerField(editable=False)
    kind = models.CharField(max_length=12, choices=FileKind)
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content")
    content = models.BinaryField()
    stored_at = models.DateTimeField(default=timezone.now, editable=False)
    stored_by_id = models.BigIntegerField(editable=False)

    objects = models.Manager["StoredFile"]()

    class Meta:
        indexes = (models.Index(fields=("facility_id", "kind", "id"), name="stored_file_by_kind"),)
        constraints = (
            models.CheckConstraint(
                name="stored_file_has_the_size_it_says",
                condition=Q(
                    size__gt=0,
                    size=Func(F("content"), function="octet_length", output_field=models.IntegerField()),
                ),
                violation_error_message=_("The file is not of the size it says."),
            ),
            models.CheckConstraint(
                name="stored_file_has_the_digest_it_says",
                condition=Q(
                    digest=Func(
                        Func(F("content"), function="sha256"),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    )
                ),
                violation_error_message=_("The file is not the one its digest speaks of."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "stored_file_stays_the_file",
                "facility_id",
                "kind",
                "name",
                "content_type",
                "size",
                "digest",
                "content",
                "stored_at",
                "stored_by_id",
            ),
            guards.kept("stored_file_is_kept"),
        )

    def __str__(self) -> str:
        return self.name
