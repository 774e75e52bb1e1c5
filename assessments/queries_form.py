"""What the page shows on which a form is filled in: one truth about what is asked, the engine's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments import wording
from assessments.domain.answers import Problem, Walk, missing, walk
from assessments.domain.conditions import same
from assessments.domain.instrument import Instrument, Item, Section
from assessments.domain.shape import flatten


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    code: str
    label: str
    help: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One question; ``label`` is what it is about within its part. What is not asked now is drawn hidden."""

    path: str
    anchor: str
    label: str
    choices: tuple[Choice, ...]
    text: str
    text_most: int | None
    asked: bool
    fault: str


@dataclass(frozen=True)
class Part:
    """Questions that stand together, in the order of the official form; ``scale`` are answers that need a word more."""

    code: str
    number: int
    label: str
    help: str
    scale: tuple[Choice, ...]
    questions: tuple[Question, ...]
    asked: bool


@dataclass(frozen=True)
class Open:
    """A question that is not answered yet, and where it stands on the page."""

    path: str
    anchor: str
    label: str


@dataclass(frozen=True)
class Sheet:
    """The whole form with its answers so far."""

    parts: tuple[Part, ...]
    open: tuple[Open, ...]
    left: str
    answered: int
    asked: int


def sheet_of(instrument: Instrument, answers: Mapping[str, object], faults: Iterable[Problem] = ()) -> Sheet:
    """Lay a form out with its answers; ``faults`` are shown beside their questions."""
    walked, flat = walk(instrument, answers), flatten(answers)
    wrong = {each.path: wording.fault(instrument, each) for each in faults}
    parts = tuple(
        _part(instrument, section, number, walked, flat, wrong)
        for number, section in enumerate(instrument.sections, 1)
    )
    scales = [part.scale for part in parts]
    # What the words of a scale mean is said where it first appears.
    parts = tuple(
        replace(part, scale=() if part.scale in scales[:place] else part.scale)
        for place, part in enumerate(parts)
    )
    open_now = tuple(still_open(instrument, missing(instrument, answers)))
    return Sheet(
        parts=parts,
        open=open_now,
        left=wording.unanswered(len(open_now)) if open_now else _("Everything is answered."),
        answered=sum(each.answered for each in walked.asked),
        asked=len(walked.asked),
    )


def still_open(instrument: Instrument, paths: Iterable[str]) -> Iterable[Open]:
    """Name questions and where they stand."""
    return (Open(path, anchor(path), wording.question(instrument, path)) for path in paths)


def anchor(path: str) -> str:
    """The id of a question on its page."""
    return "q-" + path.replace(".", "-")


def as_json(sheet: Sheet, wrong: Iterable[Problem], instrument: Instrument) -> dict[str, object]:
    """What a script needs to show after saving: which questions are asked now, what is open, what was refused."""
    return {
        "asked": [each.path for part in sheet.parts for each in part.questions if each.asked],
        "open": [{"anchor": each.anchor, "label": each.label} for each in sheet.open],
        "left": sheet.left,
        "faults": {each.path: wording.fault(instrument, each) for each in wrong},
        "answered": sheet.answered,
        "count": sheet.asked,
    }


def _part(
    instrument: Instrument,
    section: Section,
    number: int,
    walked: Walk,
    flat: Mapping[str, object],
    wrong: Mapping[str, str],
) -> Part:
    now = {each.item.path for each in walked.asked}
    questions = tuple(
        _question(
            instrument, item, flat.get(item.path), asked=item.path in now, fault=wrong.get(item.path, "")
        )
        for item in instrument.items
        if item.section == section.code and (item.path in now or item.asked.paths())
    )
    first = questions[0].choices if questions else ()
    return Part(
        code=section.code,
        number=number,
        label=_(section.label),
        help=_(section.help) if section.help else "",
        scale=tuple(replace(choice, chosen=False) for choice in first if choice.help),
        questions=questions,
        asked=any(each.asked for each in questions),
    )


def _question(instrument: Instrument, item: Item, value: object, *, asked: bool, fault: str) -> Question:
    choices = tuple(
        Choice(option.code, _(option.label), _(option.help) if option.help else "", same(value, option.value))
        for option in item.options
    )
    typed = not choices or item.number is not None
    return Question(
        path=item.path,
        anchor=anchor(item.path),
        label=wording.subject(instrument, item) or _(item.label),
        choices=() if typed else choices,
        text="" if value is None or not typed else str(value),
        text_most=item.text_most or 10,
        asked=asked,
        fault=fault,
    )
