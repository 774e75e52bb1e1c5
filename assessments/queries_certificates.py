"""Reads about assessors and their certificates."""

from dataclasses import dataclass
from datetime import date, timedelta

from assessments import wording
from assessments.domain.certificates import Lack, covering, lacking
from assessments.models import AssessorCertificate
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.queries import people_in_role
from rutan.agencies.models import Facility

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Standing:
    """Whether somebody may sign an instrument on a day: the certificate that covers it, else what is missing."""

    certificate: AssessorCertificate | None
    lack: Lack | None


@dataclass(frozen=True)
class HeldCertificate:
    """One certificate as a list shows it; ``tone`` and ``state`` say how it stands on the day."""

    certificate: AssessorCertificate
    instruments: str
    state: str
    tone: str


@dataclass(frozen=True)
class Holder:
    """An assessor and the certificates they hold, the longest first."""

    user: User
    certificates: tuple[HeldCertificate, ...]


def standing_of(user: User, instrument: str, *, on: date) -> Standing:
    """Tell whether a person may sign an instrument on a day."""
    rows = {row.terms: row for row in AssessorCertificate.objects.of_user(user)}
    covers = covering(rows, instrument, on)
    if covers:
        return Standing(rows[covers], None)
    withdrawn = [row.terms for row in AssessorCertificate.all_objects.of_user(user).withdrawn()]
    return Standing(None, lacking(rows, instrument, on, withdrawn=withdrawn))


def certificates_of(user: User, *, on: date) -> tuple[HeldCertificate, ...]:
    """Return what one person holds, the longest first."""
    held = AssessorCertificate.objects.of_user(user).longest_first()
    return tuple(_held(certificate, on) for certificate in held)


def people_who_assess(facility: Facility, *, on: date) -> list[User]:
    """Return everybody who holds the role of an assessor for a facility on a day, by name."""
    return people_in_role(Role.ASSESSOR, facility=facility, on=on)


def assessors_of(facility: Facility, *, on: date) -> list[Holder]:
    """Return everybody who assesses at a facility, by name, with their certificates; who holds none comes too."""
    people = people_who_assess(facility, on=on)
    held: dict[int, list[HeldCertificate]] = {}
    for certificate in AssessorCertificate.objects.held_by(people).longest_first():
        held.setdefault(certificate.user_id, []).append(_held(certificate, on))
    return [Holder(person, tuple(held.get(person.pk, ()))) for person in people]


def _held(certificate: AssessorCertificate, on: date) -> HeldCertificate:
    state, tone = wording.validity(certificate.terms, on, soon=on + SOON)
    return HeldCertificate(certificate, wording.names(certificate.instruments), state, tone)
