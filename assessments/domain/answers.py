"""Answers under an instrument's skip rules: what is asked, left out, missing or wrong.

The answers are the JSON object of contracts.md, one level of grouping deep. They are read in the instrument's
order, and a rule sees only answers that count themselves: when Q1 says no, an old Q2 no longer asks for Q3.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.domain.instrument import Instrument, Item
from assessments.domain.scales import Standing
from assessments.domain.shape import Answers, flatten


@dataclass(frozen=True)
class AskedItem:
    """An item the skip rules ask now, with the answer so far (None: none yet)."""

    item: Item
    value: object
    answered: bool
    needed: bool


@dataclass(frozen=True)
class Pruned:
    """Answers without what the skip rules leave out, and the paths of what was dropped."""

    answers: dict[str, object]
    dropped: tuple[str, ...]


class ProblemCode(StrEnum):
    """What can be wrong with a given answer."""

    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_OPTION = "unknown_option"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    NAME_MISSING = "name_missing"


@dataclass(frozen=True)
class Problem:
    """One wrong answer: where it stands, what is wrong, what was given."""

    path: str
    code: ProblemCode
    given: object = None


@dataclass(frozen=True)
class Walk:
    """A form gone through once: what counts, what is left out, what is open."""

    asked: tuple[AskedItem, ...]
    counting: Mapping[str, object]
    left_out: frozenset[str]
    open_items: frozenset[str]


def walk(instrument: Instrument, answers: Answers) -> Walk:
    """Go through a form in the order of asking.

    ``counting`` holds the valid answers to asked items, the only ones a score may see. Left out is what the
    answers exclude; an item whose rule still waits for an answer is open: neither asked nor left out.
    """
    flat = flatten(answers)
    counting: dict[str, object] = {}
    left_out: set[str] = set()
    open_items: set[str] = set()
    found: list[Item] = []
    for item in instrument.items:
        verdict = item.asked.judge(counting, open_items)
        if verdict:
            found.append(item)
        if verdict is False:
            left_out.add(item.path)
        elif verdict and item.read(flat.get(item.path)).standing is not Standing.MISSING:
            counting[item.path] = flat[item.path]
        else:
            open_items.add(item.path)
    now = tuple(
        AskedItem(
            item,
            flat.get(item.path),
            answered=item.path in counting,
            needed=item.needed.judge(counting, open_items) is not False,
        )
        for item in found
    )
    return Walk(now, counting, frozenset(left_out), frozenset(open_items))


def asked(instrument: Instrument, answers: Answers) -> tuple[AskedItem, ...]:
    """Return the items the skip rules ask now, in order (domain.md 1.1, 1.3)."""
    return walk(instrument, answers).asked


def prune(instrument: Instrument, answers: Answers) -> Pruned:
    """Drop answers that the skip rules leave out; what is unknown stays, for ``problems`` to name."""
    leaves = walk(instrument, answers).left_out
    kept: dict[str, object] = {}
    for key, value in answers.items():
        if isinstance(value, Mapping):
            inner = {code: given for code, given in value.items() if f"{key}.{code}" not in leaves}
            if inner or not value:
                kept[key] = inner
        elif key not in leaves:
            kept[key] = value
    flat = flatten(answers)
    return Pruned(kept, tuple(item.path for item in instrument.items if item.path in leaves & flat.keys()))


def missing(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    """Return the paths that must still be answered before the form is complete, in the order of asking."""
    now = asked(instrument, answers)
    least = instrument.least_answers
    if least is not None and sum(each.answered for each in now) >= least:
        return ()
    return tuple(each.item.path for each in now if each.needed and not each.answered)


def problems(instrument: Instrument, answers: Answers) -> tuple[Problem, ...]:
    """Return every wrong answer to an asked item, every answer to no item at all, and names left blank.

    An answer that the skip rules leave out is no problem: it is ignored, and ``prune`` drops it.
    """
    known = {item.path for item in instrument.items}
    flat = flatten(answers)
    strange = [Problem(path, ProblemCode.UNKNOWN_ITEM, flat[path]) for path in flat if path not in known]
    # Written flat ("a.Q1") an answer would be read by nobody: it is named rather than lost.
    strange += [
        Problem(key, ProblemCode.UNKNOWN_ITEM, value)
        for key, value in answers.items()
        if "." in key and not isinstance(value, Mapping)
    ]
    return (*strange, *(problem for each in asked(instrument, answers) for problem in _faults(each)))


def _faults(each: AskedItem) -> Iterator[Problem]:
    item, value = each.item, each.value
    if each.answered:
        return
    if value is None or (isinstance(value, str) and not value.strip()):
        if item.text_most:
            yield Problem(item.path, ProblemCode.NAME_MISSING)
    elif item.text_most and isinstance(value, str):
        yield Problem(item.path, ProblemCode.TOO_LONG, value)
    elif item.number and type(value) is int:
        yield Problem(item.path, ProblemCode.OUT_OF_RANGE, value)
    else:
        yield Problem(item.path, ProblemCode.UNKNOWN_OPTION, value)
