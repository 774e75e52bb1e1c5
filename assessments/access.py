"""Turn a user and an id into a form or a certificate, or 404."""

from datetime import date
from typing import NoReturn

from django.http import Http404

from assessments.models import Assessment, AssessorCertificate
from assessments.queries_certificates import people_who_assess
from rutan.accounts.models import User
from rutan.accounts.scope import current
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal

SHOWN = ("inmate", "facility", "agency", "assessor", "certificate", "supersedes", "voided_by")


def open_assessment(user: User, facility: Facility, assessment_id: int) -> Assessment:
    """Return a form of the facility that is worked for, void ones too, that the user may know of today.

    What somebody may do is asked for that facility, so a form of another one is out of reach even for who works at both.

    :raises Http404: when out of reach or not there; both look alike, and the try is written down.
    """
    rows = Assessment.all_objects.visible_to(user).at(facility).select_related(*SHOWN)
    return rows.filter(pk=assessment_id).first() or _refuse("assessments.assessment", assessment_id)


def open_certificate(facility: Facility, certificate_id: int, *, on: date) -> AssessorCertificate:
    """Return a certificate that stands, of somebody who assesses at the facility.

    :raises Http404: when its holder does not assess there, or it is withdrawn or not there.
    """
    held = AssessorCertificate.objects.held_by(people_who_assess(facility, on=on)).select_related("user")
    return held.filter(pk=certificate_id).first() or _refuse(
        "assessments.assessorcertificate", certificate_id
    )


def _refuse(subject_type: str, subject_id: int) -> NoReturn:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
