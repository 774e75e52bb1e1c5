"""Values of the person's file in words: what the packages themselves say of their codes and answers."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from assessments.queries import answers_in_words
from assessments.wording import name as instrument_name
from rutan.core import dates
from rutan.reports.wording_audit import action_in_words, facts_in_words


def _answers(row: Any, value: Any) -> str:
    return "; ".join(f"{question}: {answer}" for question, answer in answers_in_words(row))


# Where a code or a structure has words of its own.
SPECIAL: dict[tuple[str, str], Callable[[Any, Any], str]] = {
    ("assessments.Assessment", "answers"): _answers,
    ("assessments.Assessment", "instrument"): lambda row, value: instrument_name(value),
    ("audit.Event", "action"): lambda row, value: action_in_words(value),
    ("audit.Event", "facts"): lambda row, value: facts_in_words(value),
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
