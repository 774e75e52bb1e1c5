"""Values of the person's file in words: what the packages themselves say of their codes and answers."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from assessments.domain.registry import instrument
from assessments.queries import answers_in_words, figures_of
from assessments.wording import band, flags
from assessments.wording import name as instrument_name
from inmates.wording_register import KINDS, MILESTONES
from rehab.queries_pages import decision_shown
from rehab.wording import DECISION_STATES, PLACEMENT_STATES, tier_word
from rehab.wording_attendance import EXCUSES, LOSSES
from rutan.core import dates
from rutan.reports.wording_audit import action_in_words, facts_in_words
from training.wording_states import ENROLMENT_STATES

Special = Callable[[Any, Any], str]


def _answers(row: Any, value: Any) -> str:
    return "; ".join(f"{question}: {answer}" for question, answer in answers_in_words(row))


def _result(row: Any, value: Any) -> str:
    """Scores and bands, as the person's case file says them."""
    found = figures_of(row.definition, row.scores, row.bands)
    said = (
        f"{each.label}: {', '.join(filter(None, (_number(each.value), each.band_label)))}" for each in found
    )
    return "; ".join([*said, *flags(row.definition, value.get("flags", ()))])


def _number(value: Any) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")


def _recommendation(row: Any, value: Any) -> str:
    why = decision_shown(row).why
    return " ".join([why.rule, *why.reasons])


def _facts(row: Any, value: Any) -> str:
    """Without digests, which tell nobody anything."""
    return facts_in_words({name: each for name, each in value.items() if name != "digest"})


def _of(words: Mapping[Any, Any]) -> Special:
    """Words by the code of an enum."""
    known = {each.value: word for each, word in words.items()}
    return lambda row, value: str(known.get(value, value))


# Where a code or a structure has words of its own.
SPECIAL: dict[tuple[str, str], Special] = {
    ("inmates.RegisterEntry", "kind"): _of(KINDS),
    ("inmates.OfficialDate", "milestone"): _of(MILESTONES),
    ("assessments.Assessment", "answers"): _answers,
    ("assessments.Assessment", "result"): _result,
    ("assessments.Assessment", "instrument"): lambda row, value: instrument_name(value),
    ("rehab.TierDecision", "recommended"): lambda row, value: tier_word(value),
    ("rehab.TierDecision", "decided"): lambda row, value: tier_word(value),
    ("rehab.TierDecision", "state"): _of(DECISION_STATES),
    ("rehab.TierDecision", "recommendation"): _recommendation,
    ("rehab.TierDecision", "assist_band"): lambda row, value: band(instrument("assist"), "person", value),
    ("rehab.Placement", "state"): _of(PLACEMENT_STATES),
    ("rehab.Attendance", "reason"): _of({**EXCUSES, **LOSSES}),
    ("training.Enrolment", "state"): _of(ENROLMENT_STATES),
    ("audit.Event", "action"): lambda row, value: action_in_words(value),
    ("audit.Event", "facts"): _facts,
}


def in_words(label: str, row: Model, name: str, value: Any) -> str:
    """A value of a row as it is read on paper; empty where there is none."""
    if value in (None, "", [], {}):
        return ""
    if special := SPECIAL.get((label, name)):
        return special(row, value)
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    return plain(value)


def plain(value: Any) -> str:
    """Dates, lists and structures as text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return dates.moment(value)
    if isinstance(value, date):
        return dates.long_date(value)
    if isinstance(value, Mapping):
        return "; ".join(
            f"{key}: {plain(each)}" for key, each in value.items() if each not in (None, "", [], {})
        )
    if isinstance(value, list | tuple):
        return ", ".join(plain(each) for each in value)
    return str(value)
