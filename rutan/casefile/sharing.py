"""What may be shown of a person to whom: people of the house by their role, an agency by what the person agreed to."""

from dataclasses import dataclass
from datetime import date

from inmates.enums import ConsentSubject
from inmates.models import Inmate
from inmates.queries_consent import shared_of
from rutan.accounts.permissions import AGENCY_ROLES, Permission
from rutan.accounts.scope import Scope


@dataclass(frozen=True)
class Sharing:
    """The parts of one person's file that a scope may be shown, beside what the queries of results decide themselves.

    ``house`` is for people of the house alone, whatever was agreed; ``register`` is when somebody came and left, and on
    what absences, ``legal`` the lines of the register with sentence and remissions; ``identity`` is what tells somebody
    from another (photo, NIK, alias), beyond the name an interview needs; ``running`` is how the programme goes, ``ended``
    how it ended; ``scores`` are figures beside bands; ``reasoning`` is the page on which a tier is decided.
    """

    house: bool
    register: bool
    legal: bool
    identity: bool
    running: bool
    ended: bool
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
    running, ended = ConsentSubject.PROGRESS in told, ConsentSubject.OUTCOME in told
    return Sharing(
        house=not scope.roles <= AGENCY_ROLES,
        register=scope.may(Permission.DATES_VIEW),
        legal=scope.may(Permission.LEGAL_VIEW),
        identity=ConsentSubject.IDENTITY in told,
        running=running,
        ended=ended,
        tier=scope.may(Permission.TIER_VIEW) and (running or ended),
        scores=scope.may(Permission.SCORE_VIEW),
        reasoning=scope.may(Permission.TIER_DECIDE, Permission.TIER_CONFIRM),
        progress=scope.may(Permission.ATTENDANCE_VIEW, Permission.ATTENDANCE_MARK_OWN) and running,
        training=scope.may(Permission.TRAINING_VIEW, Permission.TRAINING_EDIT_OWN) and (running or ended),
        timetable=scope.may(Permission.TIMETABLE_VIEW) and running,
        consents=scope.may(Permission.CONSENT_RECORD, Permission.AUDIT_VIEW, Permission.TIER_CONFIRM),
        grants=scope.may(Permission.ACCESS_GRANT, Permission.AUDIT_VIEW),
        places=scope.may(Permission.CELL_VIEW),
    )


def _told(scope: Scope, inmate: Inmate, *, on: date) -> frozenset[ConsentSubject]:
    """What the person agreed to tell the scope's agencies; people of the house need no consent."""
    if not scope.roles <= AGENCY_ROLES:
        return frozenset(ConsentSubject)
    return shared_of(inmate, scope.agency_ids, on=on)
