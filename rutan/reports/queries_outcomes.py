"""The figures of outcomes: what came of skills training. The programme's own outcomes stand with the placements."""

from django.utils.translation import gettext as _

from rutan.agencies.models import Facility
from rutan.reports.assembly import Assembled, assembled, breakdown, totals
from rutan.reports.catalogue import Part, figure
from rutan.reports.domain.months import Month
from rutan.reports.domain.splitting import split
from training import queries_marks as certificates
from training.domain.lifecycle import EnrolmentState
from training.models import Enrolment

TRAINED = "outcomes.trained"


def outcomes(facility: Facility, month: Month) -> Assembled:
    """Return the section on outcomes."""
    first, last = month.first_day, month.last_day
    of_facility = Enrolment.objects.at(facility)
    begun = of_facility.enrolled_between(first, last).order_by("pk").values_list("pk", flat=True)
    ended = list(
        of_facility.ended_between(first, last)
        .order_by("pk")
        .values_list("pk", "state", "batch__course__code")
    )
    certified = (
        certificates.certified_between(facility, first, last).order_by("pk").values_list("pk", flat=True)
    )
    states = split(((pk, state) for pk, state, _course in ended), list(EnrolmentState))
    trained = states[EnrolmentState.COMPLETED]
    training = totals(
        _("Skills training"),
        figure("outcomes.enrolled", tuple(begun)),
        figure(TRAINED, trained),
        figure("outcomes.certified", tuple(certified)),
        figure("outcomes.failed", states[EnrolmentState.FAILED]),
        figure("outcomes.left", states[EnrolmentState.WITHDRAWN]),
    )
    courses = split((pk, course) for pk, state, course in ended if state == EnrolmentState.COMPLETED)
    names = _names(facility, courses)
    by_course = (
        [breakdown(_("Completed by course"), "outcomes.course", courses, names, of=TRAINED)]
        if courses
        else []
    )
    return assembled(Part.OUTCOMES, (training, *by_course), (_remark(),))


def _names(facility: Facility, courses: dict[str, tuple[int, ...]]) -> dict[str, str]:
    found = Enrolment.objects.at(facility).filter(batch__course__code__in=courses)
    return dict(found.values_list("batch__course__code", "batch__course__name").distinct())


def _remark() -> str:
    return _(
        "Changes of quality of life (WHOQOL-BREF) and of readiness to change (URICA) and urine tests are not recorded in "
        "the system yet, so this report has no figures on them."
    )
