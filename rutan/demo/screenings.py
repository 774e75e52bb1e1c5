"""Certificates, consents, grants, screenings and assessments of the demo, through the services of their packages."""

from datetime import date, timedelta
from typing import Any

from assessments.enums import ReferencePeriod
from assessments.models import Assessment
from assessments.services import save_draft, start_assessment
from assessments.services_certificates import register_certificate
from assessments.services_signing import sign_assessment
from inmates.enums import ConsentState, ConsentSubject
from inmates.services_access import grant_to_agency
from inmates.services_consent import record_consent
from rutan.core import clock
from rutan.demo.answers import assist, dast10
from rutan.demo.plan import Case, Destiny
from rutan.demo.world import World

BNNK, DINKES = "bnnk-purbalingga", "dinkes-banjarnegara"
ASSESSOR_OF = {BNNK: "asesor.bnnk", DINKES: "asesor.dinkes"}
# Drawn one by one; whoever shares their screening lets themselves be named, whoever shares progress also the outcome.
SHARED = (ConsentSubject.SCREENING, ConsentSubject.ASSESSMENT, ConsentSubject.PROGRESS)
WITH = {ConsentSubject.SCREENING: ConsentSubject.IDENTITY, ConsentSubject.PROGRESS: ConsentSubject.OUTCOME}
NO_CONSENT_YET = 3  # people who wait for a place and have not agreed to take part: somebody's work of today


def agency_of(case: Case) -> str:
    """The code of the agency that screens somebody."""
    return DINKES if case.by_dinkes else BNNK


def certify(world: World) -> None:
    """Give the assessors their certificates; one of them runs out soon."""
    for code, ends_in in ((BNNK, 400), (DINKES, 45)):
        register_certificate(
            user=world.users[ASSESSOR_OF[code]],
            number=f"CONTOH/{code.upper()}/2025/{len(code)}",
            issuer="Badan Narkotika Nasional (contoh)",
            instruments=("assist", "dast10", "phq9"),
            starts_on=world.day(-500),
            ends_on=world.day(ends_in),
            by=world.users["rehab"],
            request_key=world.key(),
        )


def open_records(world: World) -> None:
    """Open everybody's record to the agency that screens them, and those not screened yet to BNNK."""
    for code, agency in world.agencies.items():
        ids = [world.inmate(case).pk for case in world.cases if agency_of(case) == code]
        grant_to_agency(
            inmate_ids=ids,
            agency=agency,
            facility=world.facility,
            starts_on=world.day(-300),
            by=world.users["rehab"],
        )


def screen(world: World) -> None:
    """Take and sign every screening and assessment of the plan, in the order of their days."""
    cases = [(case.screened_on, case) for case in world.cases if case.screened_on]
    for on, case in sorted(cases, key=lambda pair: (pair[0], pair[1].resident.number)):
        _take(world, case, "assist", assist(world.chance, case.involvement), on)
        if case.dast_total is not None:
            later = min(on + timedelta(days=1), world.day(-1))
            _take(world, case, "dast10", dast10(world.chance, case.dast_total), later)


def agree(world: World) -> None:
    """Write down who agreed to take part, and what may be shared."""
    waiting = [case for case in world.cases if case.destiny is Destiny.TO_PLACE]
    not_yet = {case.resident.number for case in waiting[:NO_CONSENT_YET]}
    for case in world.cases:
        if case.screened_on is None:
            continue
        with clock.turned_back(world.at(case.screened_on, 8)):
            if case.tier is not None and case.resident.number not in not_yet:
                _consent(world, case, ConsentSubject.PROGRAMME, None, case.screened_on)
            for subject in SHARED:
                said = ConsentState.GIVEN if world.chance.random() < 0.9 else ConsentState.REFUSED
                for each in filter(None, (subject, WITH.get(subject))):
                    _consent(world, case, each, agency_of(case), case.screened_on, said)


def _consent(
    world: World,
    case: Case,
    subject: ConsentSubject,
    agency: str | None,
    on: date,
    said: ConsentState = ConsentState.GIVEN,
) -> None:
    record_consent(
        inmate=world.inmate(case),
        subject=subject,
        state=said,
        decided_on=on,
        agency=world.agencies[agency] if agency else None,
        by=world.users["rehab"],
    )


def _take(world: World, case: Case, instrument: str, answers: dict[str, Any], on: date) -> Assessment:
    code = agency_of(case)
    assessor = world.users[ASSESSOR_OF[code]]
    with clock.turned_back(world.at(on, 10)):
        draft = start_assessment(
            inmate=world.inmate(case),
            instrument=instrument,
            reference_period=ReferencePeriod.BEFORE_DETENTION,
            anchor_on=case.resident.admitted_on,
            taken_on=on,
            by=assessor,
            agency=world.agencies[code],
            request_key=world.key(),
        )
        saved = save_draft(draft=draft, answers=answers, version=draft.version, by=assessor)
        return sign_assessment(
            draft=saved.draft, version=saved.draft.version, by=assessor, at=world.at(on, 10, 40)
        )
