"""Where people are kept."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from inmates import guards as own_guards
from inmates.enums import Sex
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

BY = settings.AUTH_USER_MODEL


class BlockQuerySet(models.QuerySet["Block"]):
    """Blocks of a facility."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility, in the order of their codes."""
        return self.filter(facility=facility).order_by("code", "pk")

    def in_use(self) -> Self:
        """Those that are not closed."""
        return self.filter(closed_at=None)


class CellQuerySet(models.QuerySet["Cell"]):
    """Cells of a facility."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility, in the order of their blocks and codes."""
        return self.filter(facility=facility).order_by("block__code", "code", "pk")

    def in_use(self) -> Self:
        """Those into which somebody may be moved."""
        return self.filter(closed_at=None)


@remembered
class Block(models.Model):
    """A block of a facility; women and men are kept in separate ones."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="blocks")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=100, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.MALE)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "code"),
                name="block_code_once_a_facility",
                violation_error_message=_("The facility already has this block."),
            ),
        )
        triggers = (
            guards.same_for_ever("block_stays_at_its_facility", "facility_id"),
            guards.not_if("block_is_closed_when_empty", own_guards.BLOCK_IN_USE),
        )

    def __str__(self) -> str:
        return self.code


@remembered
class Cell(models.Model):
    """A cell (*kamar*) of a block; ``code`` is what the register writes, such as ``B2``."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="cells")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="cells")
    code = models.CharField(max_length=20)
    capacity = models.PositiveSmallIntegerField(default=7)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = CellQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "code"),
                name="cell_code_once_a_facility",
                violation_error_message=_("The facility already has this cell."),
            ),
        )
        triggers = (
            guards.of_one_facility("cell_of_one_facility", {"block_id": "inmates_block"}),
            guards.same_for_ever("cell_stays_at_its_facility", "facility_id", "block_id"),
            guards.not_if("cell_is_closed_when_empty", own_guards.CELL_IN_USE),
            guards.not_if(
                "cell_of_a_block_in_use", own_guards.BLOCK_IS_CLOSED, first=own_guards.BLOCK_STAYS_OPEN
            ),
        )

    def __str__(self) -> str:
        return self.code
