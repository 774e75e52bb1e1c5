"""What a departure touches in skills training: a place in a batch, or on its waiting list."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from inmates.consequences import Consequence, Touched
from inmates.models import Inmate
from rutan.accounts.permissions import Permission
from training.models import Enrolment


def _enrolments(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    del now  # an enrolment is live until it is ended
    for enrolment in Enrolment.objects.of(inmate).live().select_related("batch__course"):
        yield Touched("training.enrolment", enrolment.pk, str(enrolment.batch))


ENROLMENTS = Consequence(
    code="enrolments",
    label=_("Has a place in a training batch"),
    find=_enrolments,
    still=lambda now: Enrolment.objects.live().filter(pk=OuterRef("subject_id"), inmate=OuterRef("inmate")),
    settles=(Permission.TRAINING_EDIT,),
    page="training:withdraw",
    argument="enrolment_id",
)
