"""What a departure touches among assessments: forms that were begun and never signed."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from assessments.wording import name
from inmates.consequences import Consequence, Touched
from inmates.models import Inmate
from rutan.accounts.permissions import Permission


def _drafts(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    del now  # a draft is one until it is signed or discarded
    for draft in Assessment.objects.of(inmate).drafts().order_by("pk"):
        yield Touched("assessments.assessment", draft.pk, name(draft.instrument))


DRAFTS = Consequence(
    code="drafts",
    label=_("Assessment begun and not signed"),
    find=_drafts,
    still=lambda now: Assessment.objects.drafts().filter(
        pk=OuterRef("subject_id"), inmate=OuterRef("inmate")
    ),
    settles=(Permission.ASSESSMENT_ENTER,),
    page="assessments:discard",
    argument="assessment_id",
    of=lambda drafts, user: drafts.filter(assessor=user),
)
