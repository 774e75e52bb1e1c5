"""Where people are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inmates.enums import Sex
from rutan.agencies.models import Facility
from rutan.core import guards


class Block(models.Model):
    """A block of a facility; women and men are kept in separate ones."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="blocks")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=100, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.MALE)

    objects = models.Manager["Block"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "code"),
                name="block_code_once_a_facility",
                violation_error_message=_("The facility already has this block."),
            ),
        )
        triggers = (guards.same_for_ever("block_stays_at_its_facility", "facility_id"),)

    def __str__(self) -> str:
        return self.code


class Cell(models.Model):
    """A cell (*kamar*) of a block; ``code`` is what the register writes, such as ``B2``."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="cells")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="cells")
    code = models.CharField(max_length=20)
    capacity = models.PositiveSmallIntegerField(default=7)

    objects = models.Manager["Cell"]()

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
            guards.same_for_ever("cell_stays_at_its_facility", "facility_id"),
        )

    def __str__(self) -> str:
        return self.code
