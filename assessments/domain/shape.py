"""The answer object of contracts.md, one level of grouping deep, and the same answers laid out by path."""

import re
from collections.abc import Mapping

from assessments.domain.instrument import Instrument, Item

Answers = Mapping[str, object]


def flatten(answers: Answers) -> dict[str, object]:
    """Lay the answer object out by path; a dot in a key of the object itself is no path and is left out."""
    flat: dict[str, object] = {}
    for key, value in answers.items():
        if isinstance(value, Mapping):
            flat.update({f"{key}.{inner}": given for inner, given in value.items()})
        elif "." not in key:
            flat[key] = value
    return flat


def nest(flat: Mapping[str, object]) -> dict[str, object]:
    """Build the answer object from answers by path."""
    answers: dict[str, object] = {}
    for path, value in flat.items():
        group, dot, code = path.partition(".")
        inner = answers.setdefault(group, {}) if dot else None
        if isinstance(inner, dict):
            inner[code] = value
        else:
            answers[path] = value
    return answers


def from_codes(instrument: Instrument, codes: Mapping[str, str]) -> dict[str, object]:
    """Build the answer object from what a form sends: option codes, digits or text by path.

    Blank entries are no answers; a code that is not an option stays as text, for ``problems`` to name.
    """
    flat: dict[str, object] = {}
    for item in instrument.items:
        sent = codes.get(item.path, "").strip()
        if sent:
            flat[item.path] = _value(item, sent)
    return nest(flat)


def _value(item: Item, sent: str) -> object:
    for option in item.options:
        if option.code == sent:
            return option.value
    if item.number and re.fullmatch(r"-?[0-9]{1,9}", sent):
        return int(sent)
    return sent
