"""What a departure touches in the programme: a place in a group."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from inmates.consequences import Consequence, Touched
from inmates.models import Inmate
from rehab.models import Placement
from rutan.accounts.permissions import Permission


def _placements(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    del now  # a placement is open until it is ended
    for placement in Placement.objects.of(inmate).active().select_related("group"):
        yield Touched("rehab.placement", placement.pk, placement.group.name)


PLACEMENTS = Consequence(
    code="placements",
    label=_("Has a place in a group"),
    find=_placements,
    still=lambda now: Placement.objects.active().filter(pk=OuterRef("subject_id"), inmate=OuterRef("inmate")),
    settles=(Permission.PLACEMENT_CREATE,),
    page="rehab:end_placement",
    argument="placement_id",
    one_at_a_time=True,
)
