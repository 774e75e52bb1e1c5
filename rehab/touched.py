"""What a departure touches in the programme: a place in a group."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from inmates import wording_merging
from inmates.consequences import Consequence, Touched
from inmates.domain.merging import Fault
from inmates.models import Inmate, Merge
from rehab.models import Placement
from rehab.queries_tiers import decisions_of, standing_decision
from rutan.accounts.permissions import Permission
from rutan.core import dates


def _placements(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    del now  # a placement is open until it is ended
    for placement in Placement.objects.of(inmate).active().select_related("group"):
        yield Touched("rehab.placement", placement.pk, placement.group.name)


def resting_on(merge: Merge) -> Iterator[str]:
    """The tier decision that stands and rests on a form of the row that was merged."""
    standing = standing_decision(decisions_of(merge.kept))
    forms = set(Assessment.objects.of(merge.merged).values_list("pk", flat=True))
    if standing and standing.decided_at > merge.merged_at:
        used = {each["assessment_id"] for each in standing.recommendation["used"]}
        if used & forms:
            day = dates.long_date(standing.decided_at)
            yield wording_merging.fault(Fault.DECIDED_SINCE, day=day)


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
