"""What may be shown of a person to whom: people of the house by their role, an agency by what the person agreed to."""

from dataclasses import dataclass
from datetime import date

from inmates.enums import ConsentSubject
from inmates.models import Consent, Inmate
from rutan.accounts.permissions import AGENCY_ROLES, Permission
from rutan.accounts.scope import Scope


@dataclass(frozen=True)
class Sharing:
    """The parts of one person's file that a scope may be shown, beside what the queries of results decide themselves.

    ``scores`` are figures beside bands; ``reasoning`` is the page on which a tier is decided.
    """

    tier: bool
    scores: bool
    reasoning: bool
    progress: bool
    training: bool
    timetable: bool
    consents: bool
    grants: bool
    places: bool


def sharing(scope: Scope, inmate: Inmate, *, on: date) -> Sharing:
    """Decide it by permission, and for an agency by consent in force for it."""
    told = _told(scope, inmate, on=on)
    progress = told is None or ConsentSubject.PROGRESS in told
    outcome = told is None or bool({ConsentSubject.PROGRESS, ConsentSubject.OUTCOME} & told)
    return Sharing(
        tier=scope.may(Permission.TIER_VIEW) and outcome,
        scores=scope.may(Permission.SCORE_VIEW),
        reasoning=scope.may(Permission.TIER_DECIDE, Permission.TIER_CONFIRM),
        progress=scope.may(Permission.ATTENDANCE_VIEW, Permission.ATTENDANCE_MARK_OWN) and progress,
        training=scope.may(Permission.TRAINING_VIEW, Permission.TRAINING_EDIT_OWN) and progress,
        timetable=scope.may(Permission.TIMETABLE_VIEW) and progress,
        consents=scope.may(Permission.CONSENT_RECORD, Permission.AUDIT_VIEW, Permission.TIER_CONFIRM),
        grants=scope.may(Permission.ACCESS_GRANT, Permission.AUDIT_VIEW),
        places=scope.may(Permission.CELL_VIEW),
    )


def _told(scope: Scope, inmate: Inmate, *, on: date) -> set[str] | None:
    """What the person agreed to tell the scope's agencies; None for people of the house, who need no consent."""
    if not scope.roles <= AGENCY_ROLES:
        return None
    given = Consent.objects.in_force(on=on).filter(inmate=inmate, agency__in=scope.agency_ids)
    return set(given.values_list("subject", flat=True))
