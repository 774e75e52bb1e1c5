"""Reads about consent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from inmates.enums import ConsentSubject
from inmates.models import Consent, Inmate
from rutan.agencies.models import Agency, Facility

SHARED = tuple(subject for subject in ConsentSubject if subject is not ConsentSubject.PROGRAMME)


@dataclass(frozen=True)
class ConsentMatter:
    """One thing a person is asked about, and what they said last."""

    subject: ConsentSubject
    agency: Agency | None
    standing: Consent | None

    @property
    def key(self) -> str:
        """Its name in a form: ``programme``, ``progress-3``."""
        return f"{self.subject.value}-{self.agency.pk}" if self.agency else self.subject.value


def matters_of(inmate: Inmate, *, on: date) -> list[ConsentMatter]:
    """Return everything a person is asked about: taking part, and for each partner agency what it may be told."""
    standing = {
        (consent.subject, consent.agency_id): consent
        for consent in Consent.objects.of(inmate).select_related("agency")
    }
    asked: list[tuple[ConsentSubject, Agency | None]] = [(ConsentSubject.PROGRAMME, None)]
    asked += [
        (subject, agency) for agency in _agencies(inmate.facility, standing, on=on) for subject in SHARED
    ]
    return [
        ConsentMatter(subject, agency, standing.get((subject.value, agency.pk if agency else None)))
        for subject, agency in asked
    ]


def _agencies(
    facility: Facility, standing: Mapping[tuple[str, int | None], Consent], *, on: date
) -> list[Agency]:
    """Agencies with an agreement in force, and those a decision still stands for."""
    agreements = facility.agreements.valid(on).select_related("agency")
    agencies = {agreement.agency_id: agreement.agency for agreement in agreements}
    for consent in standing.values():
        if consent.agency:
            agencies.setdefault(consent.agency.pk, consent.agency)
    return sorted(agencies.values(), key=lambda agency: (agency.short_name, agency.pk))


def earlier_decisions(inmate: Inmate) -> QuerySet[Consent]:
    """Every decision a person ever made, the ones that no longer stand too, newest first."""
    return Consent.all_objects.of(inmate).select_related("agency", "recorded_by")
