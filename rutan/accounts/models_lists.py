"""Lists that people keep for themselves: what they filter by, which columns, in which order."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards


class SavedListQuerySet(models.QuerySet["SavedList"]):
    """Saved lists by owner, page and state."""

    def own_of(self, user_id: int, facility: Facility) -> Self:
        """Those of one person at one facility."""
        return self.filter(user_id=user_id, facility=facility)

    def on(self, page: str) -> Self:
        """Those of one page."""
        return self.filter(page=page)

    def by_name(self) -> Self:
        """In the order of a list."""
        return self.order_by("name", "pk")

    def removed(self) -> Self:
        """Those that were removed, the last first."""
        return self.filter(voided_at__isnull=False).order_by("-voided_at", "-pk")


class SavedListManager(models.Manager["SavedList"]):
    """Leaves out what was removed."""

    def get_queryset(self) -> SavedListQuerySet:
        """All that stand."""
        return SavedListQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class SavedList(models.Model):
    """What a person asks of a list again and again; ``query`` is plain texts, as ``rutan.core.listing`` keeps them.

    Removing it is a void row; it can be taken back while nothing else has its name.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_lists")
    page = models.CharField(max_length=60)
    name = models.CharField(_("name of the list"), max_length=60)
    query = models.JSONField(default=dict)
    is_default = models.BooleanField(default=False)
    request_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = SavedListManager.from_queryset(SavedListQuerySet)()
    all_objects = SavedListQuerySet.as_manager()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "user", "page", "name"),
                condition=Q(voided_at=None),
                name="saved_list_name_once_a_person",
                violation_error_message=_("You have a list of this name already."),
            ),
            models.UniqueConstraint(
                fields=("facility", "user", "page"),
                condition=Q(voided_at=None, is_default=True),
                name="saved_list_one_to_begin_with",
                violation_error_message=_("Only one list can be the one a page begins with."),
            ),
            models.CheckConstraint(
                name="saved_list_voided_by_somebody",
                condition=Q(voided_at=None, voided_by=None)
                | Q(voided_at__isnull=False, voided_by__isnull=False),
                violation_error_message=_("A list that was removed names who removed it."),
            ),
            models.CheckConstraint(
                name="saved_list_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Give the list a name."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "saved_list_stays_what_it_is",
                "facility_id",
                "user_id",
                "page",
                "name",
                "query::text",
                "request_key",
                "created_at",
            ),
            guards.not_if(
                "saved_list_is_removed_by_its_owner",
                "new.voided_by_id is not null and new.voided_by_id <> new.user_id",
                on=pgtrigger.Insert | pgtrigger.Update,
            ),
            guards.kept("saved_list_is_kept"),
        )

    def __str__(self) -> str:
        return self.name
