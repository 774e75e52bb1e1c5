"""The model of an instrument: what it asks, of whom, what each answer weighs, what the sums are called.

An instrument is data. Answers come as the JSON object of contracts.md; an item is found in it by its path,
which is ``code`` or, for items repeated over a group such as a substance, ``group.code`` (``"e.Q3"``). Every
``label`` and ``help`` is our own short English wording and a message id: the layer above translates it when
it renders.

Two conditions govern an item. ``asked``: when it does not hold, an answer is ignored and dropped at signing
(ASSIST). ``needed``: when it does not hold, the item may be left blank and then counts 0, but an answer given
counts (AUDIT).
"""

from dataclasses import dataclass
from enum import StrEnum

from assessments.domain.conditions import ALWAYS, Condition, Scalar, same
from assessments.domain.scales import Number, Overall, Score, Standing


class ReferencePeriod(StrEnum):
    """Which time the questions look back on; results that differ in it are never compared (domain.md 1.0)."""

    CALENDAR = "calendar"
    BEFORE_DETENTION = "before_detention"


@dataclass(frozen=True)
class Option:
    """One possible answer; ``value`` is what stands in the answer object, ``code`` what a form sends."""

    code: str
    label: str
    value: Scalar
    weight: Number | None = None
    help: str = ""
    standing: Standing = Standing.ANSWERED


@dataclass(frozen=True)
class Range:
    """Whole numbers that may be typed; the number itself is the weight."""

    least: int
    most: int


@dataclass(frozen=True)
class Reading:
    """An answer as the instrument understands it; MISSING when there is none or it is not a valid one."""

    standing: Standing
    weight: Number | None = None


@dataclass(frozen=True)
class Item:
    """One question: by options, by a whole number, by both (ASI: a number, X or N), or by a short text."""

    code: str
    section: str
    label: str
    options: tuple[Option, ...] = ()
    number: Range | None = None
    text_most: int | None = None
    group: str = ""
    help: str = ""
    asked: Condition = ALWAYS
    needed: Condition = ALWAYS

    @property
    def path(self) -> str:
        """Where the answer stands in the answer object."""
        return f"{self.group}.{self.code}" if self.group else self.code

    def read(self, value: object) -> Reading:
        """Understand an answer."""
        for option in self.options:
            if same(value, option.value):
                return Reading(option.standing, option.weight)
        if self.number and type(value) is int and self.number.least <= value <= self.number.most:
            return Reading(Standing.ANSWERED, value)
        if self.text_most and isinstance(value, str) and 0 < len(value.strip()) <= self.text_most:
            return Reading(Standing.ANSWERED)
        return Reading(Standing.MISSING)


@dataclass(frozen=True)
class Section:
    """Items that stand together on the page."""

    code: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Group:
    """What a repeated question is about, e.g. a substance."""

    code: str
    label: str


@dataclass(frozen=True)
class Sign:
    """Something that follows from the answers: a flag in the result, or advice to the assessor."""

    code: str
    label: str
    when: Condition


@dataclass(frozen=True)
class Instrument:
    """A whole instrument in one version.

    ``version`` is the form's, ``scoring_version`` that of the rules written here: stored with every result,
    so that a figure can be recomputed years later. Items stand in the order in which they are asked.
    ``least_answers`` replaces "every needed item" as the measure of completeness (WHOQOL-BREF: 21 of 26).
    """

    code: str
    version: str
    scoring_version: str
    title: str
    window: str
    reference_periods: tuple[ReferencePeriod, ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    licence: str
    source: str
    groups: tuple[Group, ...] = ()
    overall: tuple[Overall, ...] = ()
    flags: tuple[Sign, ...] = ()
    advice: tuple[Sign, ...] = ()
    least_answers: int | None = None

    def item(self, path: str) -> Item:
        """Return the item at a path. Raises KeyError when there is none."""
        for item in self.items:
            if item.path == path:
                return item
        raise KeyError(path)


def labels(instrument: Instrument) -> tuple[str, ...]:
    """List every text of an instrument that people read: each needs a translation."""
    texts = [instrument.title, instrument.window, instrument.licence]
    for section in instrument.sections:
        texts += [section.label, section.help]
    for item in instrument.items:
        texts += [item.label, item.help]
        texts += [text for option in item.options for text in (option.label, option.help)]
    for score in instrument.scores:
        texts += [score.label, *(band.label for band in score.bands)]
    texts += [group.label for group in instrument.groups]
    texts += [overall.label for overall in instrument.overall]
    texts += [flag.label for flag in (*instrument.flags, *instrument.advice)]
    return tuple(dict.fromkeys(text for text in texts if text))
