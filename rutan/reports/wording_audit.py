"""Sentences for the audit trail. An action or a fact without words is shown by its code: the trail hides nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rutan.reports.wording_audit_actions import ACTIONS
from rutan.reports.wording_audit_values import VALUES, value_in_words

SHOWN_OF_A_LIST = 8

SUBJECTS: dict[str, str | Promise] = {
    "accounts.roleassignment": _("role"),
    "accounts.savedlist": _("saved list"),
    "accounts.user": _("account"),
    "agencies.facility": _("facility"),
    "assessments.assessment": _("assessment"),
    "assessments.assessorcertificate": _("assessor's certificate"),
    "inmates.block": _("block"),
    "inmates.cell": _("cell"),
    "inmates.inmate": _("inmate"),
    "inmates.importrow": _("row of a register file"),
    "inmates.keepapart": _("people kept apart"),
    "inmates.registerimport": _("register file"),
    "inmates.merge": _("merge of two rows"),
    "inmates.apart": _("pair of rows"),
    "jobs.job": _("job"),
    "jobs.listexport": _("file of a list"),
    "letters.issueddocument": _("document"),
    "letters.signatory": _("signatory"),
    "protection.anonymisation": _("protocol of anonymising"),
    "protection.breach": _("breach of personal data"),
    "protection.disclosure": _("file of everything about a person"),
    "rehab.group": _("group"),
    "rehab.placement": _("placement"),
    "rehab.session": _("session"),
    "rehab.tierdecision": _("tier decision"),
    "reports.reportedition": _("report"),
    "timetable.booking": _("session in the timetable"),
    "timetable.notreadyperiod": _("time that is not ready"),
    "timetable.protectedhours": _("protected hours"),
    "timetable.regime": _("regime"),
    "timetable.room": _("room"),
    "training.batch": _("batch"),
    "training.course": _("course"),
}
FACTS: dict[str, str | Promise] = {
    "added": _("added"),
    "about": _("about"),
    "agency": _("agency"),
    "asked_for": _("asked for"),
    "batch": _("batch"),
    "before": _("before"),
    "breach": _("kind of breach"),
    "cancelled": _("cancelled"),
    "capacity": _("capacity"),
    "carried": _("taken over"),
    "cell": _("cell"),
    "certificate": _("certificate"),
    "code": _("code"),
    "consent": _("consent"),
    "count": _("how many"),
    "counts": _("marks"),
    "course": _("course"),
    "day": _("day"),
    "decided": _("decided"),
    "digest": _("digest"),
    "edition": _("edition"),
    "ends_at": _("until"),
    "ends_on": _("last day"),
    "fields": _("what was changed"),
    "figure": _("figure"),
    "grant": _("opening"),
    "group": _("group"),
    "hard": _("nothing beside it"),
    "holder": _("holder"),
    "inmate": _("inmate"),
    "inmates": _("inmates"),
    "instrument": _("instrument"),
    "instruments": _("instruments"),
    "kind": _("kind"),
    "looked_for": _("looked for"),
    "lost_by": _("lost by"),
    "month": _("month"),
    "name": _("name"),
    "needs": _("needs"),
    "number": _("number"),
    "of": _("of"),
    "office": _("office"),
    "overridden": _("in spite of"),
    "part": _("part"),
    "period": _("period"),
    "present": _("present"),
    "programme": _("programme"),
    "letter_number": _("letter"),
    "letter_on": _("dated"),
    "reason": _("reason"),
    "recommended": _("recommended"),
    "removed": _("removed"),
    "role": _("role"),
    "room": _("room"),
    "rows": _("rows"),
    "said": _("said"),
    "shown": _("shown"),
    "source": _("by way of"),
    "starts_at": _("from"),
    "state": _("state"),
    "successor": _("replaced by"),
    "table": _("table"),
    "token": _("token"),
    "totals": _("rows"),
    "user": _("account"),
}


def action_in_words(action: str) -> str:
    """Say what was done."""
    return str(ACTIONS.get(action, action))


def subject_in_words(subject_type: str, subject_id: int | None) -> str:
    """Name what it was done to; nothing when it was done to nothing in particular."""
    word = str(SUBJECTS.get(subject_type, subject_type))
    return f"{word} {subject_id}" if subject_id is not None else word


def facts_in_words(facts: dict[str, object]) -> str:
    """Say what else is known, in one line; what is empty says nothing."""
    said = {name: _value(name, value) for name, value in facts.items()}
    return " · ".join(f"{FACTS.get(name, name)}: {value}" for name, value in said.items() if value)


def _value(fact: str, value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dict):
        return ", ".join(f"{_code(fact, name)} {_value(name, one)}" for name, one in value.items())
    if isinstance(value, list):
        more = [f"… ({len(value)})"] if len(value) > SHOWN_OF_A_LIST else []
        return ", ".join([*(_value(fact, one) for one in value[:SHOWN_OF_A_LIST]), *more])
    return "" if value is None else _code(fact, str(value))


def _code(fact: str, code: str) -> str:
    """A code by what it is called in this fact, else everywhere; a name or a number as it stands."""
    return str(value_in_words(fact, code) or VALUES.get(code, code))
