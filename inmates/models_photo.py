"""What somebody looks like."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.files.enums import FileKind
from rutan.files.models import StoredFile

if TYPE_CHECKING:
    from inmates.models import Inmate

# A file that was handed in as something else.
NO_PHOTO = (
    f"exists (select from files_storedfile f where f.id = new.file_id and f.kind <> '{FileKind.PHOTO.value}')"
)
BY = settings.AUTH_USER_MODEL


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Photos by person."""

    def of(self, inmate: "Inmate") -> Self:
        """Those of one person."""
        return self.filter(inmate=inmate)


class PhotoManager(models.Manager["Photo"]):
    """Leaves out photos that were replaced or removed."""

    def get_queryset(self) -> PhotoQuerySet:
        """All that stand."""
        return PhotoQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Photo(models.Model):
    """A photo of a person; a new one, or its removal, voids the one that stood."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField(_("photo taken on"))
    recorded_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    objects = PhotoManager.from_queryset(PhotoQuerySet)()
    all_objects = models.Manager["Photo"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.UniqueConstraint(
                fields=("inmate",),
                condition=Q(voided_at=None),
                name="photo_one_a_person",
                violation_error_message=_("There is a photo of this person already."),
            ),
            models.CheckConstraint(
                name="photo_voided_by_somebody",
                condition=Q(voided_at=None, voided_by=None)
                | Q(voided_at__isnull=False, voided_by__isnull=False),
                violation_error_message=_("A photo that was removed names who removed it."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "photo_of_one_facility", {"inmate_id": "inmates_inmate", "file_id": "files_storedfile"}
            ),
            guards.not_if("photo_is_a_photo", NO_PHOTO),
            guards.ends_once("photo_stays_as_it_was_put", "voided_at", "voided_by_id", "void_reason"),
            guards.kept("photo_is_kept"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.inmate}, {self.taken_on}"
