"""What the codes among the facts of the audit trail are called, fact by fact: an event keeps codes, a reader wants words.

Packages above this one add the words of their own facts by ``put_into_words`` (``AppConfig.ready``).
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.wording import NAMES as INSTRUMENTS
from inmates.consequences import consequence_of
from inmates.enums import AbsenceKind, ConsentState, ConsentSubject, Departure
from inmates.models import Inmate
from inmates.wording_columns import COLUMNS
from inmates.wording_register import KINDS, MILESTONES
from rehab.wording import DECISION_STATES, PLACEMENT_STATES, TIERS
from rutan.accounts.permissions import ROLE_PERMISSIONS, Role
from rutan.jobs.enums import FileFormat
from rutan.jobs.registry import kind_of
from rutan.letters.enums import DocumentKind, Office
from rutan.reports.catalogue import definition_of
from rutan.reports.enums import ReportKind
from rutan.reports.wording_audit_actions import ACTIONS
from rutan.timetable.enums import NotReadyReason
from rutan.timetable.models import ProtectedHours
from training.models import Course

Words = str | Promise
Says = Callable[[str], Words | None]

SOURCES: dict[str, Words] = {
    "group": _("group"),
    "batch": _("batch"),
    "case_officer": _("case officer"),
}
OVERRIDDEN: dict[str, Words] = {
    "in_the_past": _("in the past"),
    "room_too_small": _("too few places"),
    "protected_hours_soft": _("hours that may be overridden"),
}
KEPT_APART: dict[str, Words] = {
    "block": _("not in one block"),
    "cell": _("not in one cell"),
    "session": _("not in one session"),
}
PLACES: dict[str, Words] = {
    "room": _("room"),
    "starts_at": _("from"),
    "ends_at": _("until"),
    "action": _("What"),
    "actor": _("Who"),
    "day": _("Day"),
}
FILTERS: dict[str, Words] = {
    "words": _("Name, alias or register number"),
    "state": _("Who"),
    "block": _("Block"),
    "cell": _("Cell"),
    "register": _("Register"),
    "legal": _("Detained or sentenced"),
    "sex": _("Sex"),
    "expiring": _("Expires"),
    "admitted_from": _("Admitted from"),
    "admitted_to": _("Admitted to"),
}
TAKEN_OVER: dict[str, Words] = {
    "sentence": _("sentence"),
    "remissions": _("remissions"),
    "official_dates": _("official dates"),
}
# Values that are codes of the house; whatever else is a name, a number or a day.
VALUES: dict[str, str | Promise] = {
    "absent": _("absent"),
    "error": _("not stored"),
    "excused": _("excused"),
    "given": _("Given"),
    "new": _("new"),
    "none": _("nobody"),
    "not_held": _("not held"),
    "person": _("the person"),
    "present": _("present"),
    "refused": _("Refused"),
    "rutan": _("the centre"),
    "sick": _("sick"),
    "take": _("same person, the file is taken"),
    "keep": _("same person, what is stored is kept"),
    "other": _("somebody else"),
    "unchanged": _("unchanged"),
    "changed": _("changed"),
    "died": _("died"),
    "escaped": _("escaped"),
    "released": _("released"),
    "transferred": _("transferred"),
    "warning": _("with remarks"),
    "withdrawn": _("Withdrawn"),
}


def _choices(*kinds: type) -> dict[str, Words]:
    return {value: label for kind in kinds for value, label in kind.choices}  # type: ignore[attr-defined]  # they have


def _columns() -> dict[str, Words]:
    """Fields of forms and of register files, by the names their columns have."""
    found: dict[str, Words] = {
        field.name: field.verbose_name
        for model in (Inmate, ProtectedHours, Course)
        for field in model._meta.concrete_fields
        if isinstance(field.verbose_name, Promise)
    }
    return found | {column.value: words for column, words in COLUMNS.items()}


def _source(code: str) -> Words | None:
    """ "group:12" → "kelompok 12"."""
    kind, _colon, key = code.partition(":")
    return f"{SOURCES[kind]} {key}".strip() if kind in SOURCES else None


def _holders(permission: str) -> Words | None:
    """A right by the roles that have it, which are what people know."""
    roles = [role for role in Role if permission in ROLE_PERMISSIONS[role]]
    return " / ".join(str(role.label) for role in roles) or None


def _figure(code: str) -> Words | None:
    try:
        return definition_of(code).label
    except KeyError:
        return None


def _job(kind: str) -> Words | None:
    try:
        words: Words = kind_of(kind).label
    except LookupError:
        return None
    return words


def _subject(code: str) -> Words | None:
    known = consequence_of(code)
    return known.label if known else None


def _in(*words: Mapping[str, Words]) -> Says:
    merged = {code: said for mapping in words for code, said in mapping.items()}
    return merged.get


def _of(states: Mapping[Any, Words]) -> dict[str, Words]:
    return {str(code): words for code, words in states.items()}


_SAYS: dict[str, list[Says]] = {
    "action": [_in(ACTIONS)],
    "about": [_in(_choices(ConsentSubject)), _subject],
    "before": [_in(_choices(Departure)), _in(PLACES)],
    "carried": [_in(TAKEN_OVER)],
    "code": [_figure],
    "decided": [_in(_of(TIERS))],
    "fields": [_in(_columns())],
    "instrument": [_in(INSTRUMENTS)],
    "instruments": [_in(INSTRUMENTS)],
    "kind": [
        _in(_choices(AbsenceKind, Departure, DocumentKind, ReportKind, FileFormat)),
        _in(_of(KINDS), _of(MILESTONES), KEPT_APART, {"pdf": "PDF"}),
        _job,
    ],
    "looked_for": [_in(PLACES), _in(FILTERS)],
    "needs": [_holders],
    "office": [_in(_choices(Office))],
    "overridden": [_in(OVERRIDDEN)],
    "reason": [_in(_choices(NotReadyReason))],
    "recommended": [_in(_of(TIERS))],
    "role": [_in(_choices(Role))],
    "said": [_in(_choices(ConsentState))],
    "source": [_source],
    "state": [_in(_of(DECISION_STATES), _of(PLACEMENT_STATES))],
}


def put_into_words(fact: str, says: Says) -> None:
    """Add what codes of a fact are called; what is asked first answers first."""
    _SAYS.setdefault(fact, []).append(says)


def value_in_words(fact: str, code: str) -> Words | None:
    """What a code of a fact is called; None where it is no code that is known, such as a name or a number."""
    return next((words for says in _SAYS.get(fact, ()) if (words := says(code))), None)


__all__ = ["VALUES", "put_into_words", "value_in_words"]
