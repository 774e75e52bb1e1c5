"""Turn a user and an id into a form or a certificate, or 404."""

from datetime import date

from django.http import Http404

from assessments.models import Assessment, AssessorCertificate
from assessments.queries_certificates import people_who_assess
from rutan.accounts.models import User
from rutan.accounts.scope import current
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal


def open_assessment(user: User, assessment_id: int) -> Assessment:
    """Return a form the user may know of today, void ones too.

    :raises Http404: when out of reach or not there; both look alike, and the try is written down.
    """
    rows = Assessment.all_objects.visible_to(user).select_related(
        "inmate", "facility", "agency", "assessor", "certificate", "supersedes", "voided_by"
    )
    found = rows.filter(pk=assessment_id).first()
    if found is None:
        _refuse("assessments.assessment", assessment_id)
    assert found is not None
    return found


def open_certificate(facility: Facility | None, certificate_id: int, *, on: date) -> AssessorCertificate:
    """Return a certificate that stands, of somebody who assesses at the facility.

    :raises Http404: when its holder does not assess there, or it is withdrawn or not there.
    """
    people = people_who_assess(facility, on=on) if facility else []
    found = (
        AssessorCertificate.objects.held_by(people).select_related("user").filter(pk=certificate_id).first()
    )
    if found is None:
        _refuse("assessments.assessorcertificate", certificate_id)
    assert found is not None
    return found


def _refuse(subject_type: str, subject_id: int) -> None:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
