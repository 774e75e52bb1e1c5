"""Assessors, their certificates, and forms taken and signed the way the services do it."""

import uuid

from django.utils import timezone

from assessments import services
from assessments.domain.instruments.assist import LETTERS
from assessments.services_certificates import register_certificate
from assessments.services_signing import sign_assessment
from rutan.accounts.permissions import Role
from tests.factories import accounts, inmates

LEVELS = {
    "none": {"Q1": "no"},
    "low": {"Q1": "yes", "Q2": "never", "Q6": "never", "Q7": "never"},  # 0
    "moderate": {"Q1": "yes", "Q2": "never", "Q6": "earlier", "Q7": "earlier"},  # 6
    "high": {  # 27
        "Q1": "yes",
        "Q2": "daily",
        "Q3": "daily",
        "Q4": "daily",
        "Q5": "daily",
        "Q6": "never",
        "Q7": "never",
    },
}
CALM_PHQ9 = {str(number): 0 for number in range(1, 10)}


def assist(*, injected="never", other_name="Kratom", **levels):
    """A complete answer object: ``assist(e="high", b="low")``; letters that are not named were never used."""
    answers = {letter: dict(LEVELS[levels.get(letter, "none")]) for letter in LETTERS}
    answers["a"].pop("Q5", None)  # never asked of tobacco
    if levels.get("j", "none") != "none":
        answers["j_name"] = other_name
    if any(level != "none" for level in levels.values()):
        answers["Q8"] = injected
    return answers


def assessor(*, facility, agency=None, certified=True, **fields):
    """Somebody who assesses for an agency that has an agreement with the facility."""
    agency = agency or accounts.agency()
    if not facility.agreements.filter(agency=agency).exists():
        accounts.agreement(facility=facility, agency=agency)
    person = accounts.user_with(Role.ASSESSOR, agency=agency, **fields)
    if certified:
        certificate(user=person)
    return person


def certificate(
    *, user, instruments=("assist", "dast10", "phq9"), number=None, starts_on=accounts.LONG_AGO, ends_on=None
):
    """A certificate registered by somebody else."""
    return register_certificate(
        user=user,
        number=number or f"SERT-{user.assessor_certificates.count() + 1}/{user.pk}",
        issuer="BNN",
        instruments=instruments,
        starts_on=starts_on,
        ends_on=ends_on,
        by=accounts.second_person(),
        request_key=uuid.uuid4(),
    )


def draft(*, inmate, by, instrument="assist", answers=None, taken_on=None, anchor_on=None, **fields):
    """A form somebody has begun; the person is opened to the assessor's agency if they are not yet."""
    held = next(one for one in by.reach.held if one.role == Role.ASSESSOR)
    agency = accounts.Agency.objects.get(pk=held.agency_id)
    if not inmate.grants.filter(agency=agency, ended_at=None).exists():
        inmates.grant(inmate=inmate, agency=agency)
    begun = services.start_assessment(
        inmate=inmate,
        instrument=instrument,
        reference_period="before_detention" if anchor_on else "calendar",
        anchor_on=anchor_on,
        taken_on=taken_on or timezone.localdate(),
        by=by,
        agency=agency,
        request_key=fields.pop("request_key", None) or uuid.uuid4(),
        **fields,
    )
    if answers is None:
        return begun
    return services.save_draft(draft=begun, answers=answers, version=0, by=by).draft


def signed(*, inmate, by, answers, instrument="assist", at=None, **fields):
    """A form that was begun, filled in and signed."""
    begun = draft(inmate=inmate, by=by, instrument=instrument, answers=answers, **fields)
    return sign_assessment(draft=begun, version=begun.version, by=by, at=at or timezone.now())


def signed_assist(*, inmate, by, answers=None, **fields):
    """A signed screening; unless other answers are given, at high risk for amphetamine-type stimulants."""
    return signed(inmate=inmate, by=by, answers=answers or assist(e="high"), **fields)


__all__ = ["CALM_PHQ9", "assessor", "assist", "certificate", "draft", "signed", "signed_assist"]
