"""The facts a tier rule may look at, and how a signed assessment gives them.

Each fact keeps the assessment it came from. A fact that is not known is not there: nothing is guessed.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

Value = str | int | float


@dataclass(frozen=True)
class Words:
    """A fact that is one of some words."""

    words: tuple[str, ...]

    def values(self) -> tuple[Value, ...]:
        """Every value it can have."""
        return self.words


@dataclass(frozen=True)
class Span:
    """A fact that is a whole number from ``least`` to ``most``."""

    least: int
    most: int

    def values(self) -> tuple[Value, ...]:
        """Every value it can have."""
        return tuple(range(self.least, self.most + 1))


KNOWN: Mapping[str, Words | Span] = {
    "assist.person": Words(("low", "moderate", "high")),
    "assist.injected": Words(("never", "earlier", "past_3_months")),
    "dast10.total": Span(0, 10),
    "asi.drug_rating": Span(0, 9),
}


@dataclass(frozen=True)
class Input:
    """A fact about a person, with the signed assessment it comes from."""

    name: str
    value: Value
    assessment_id: int
    taken_on: date


def instrument_of(name: str) -> str:
    """The code of the instrument that gives an input."""
    return name.partition(".")[0]


def inputs_from(
    instrument: str,
    scoring: Mapping[str, object],
    answers: Mapping[str, object],
    *,
    assessment_id: int,
    taken_on: date,
) -> tuple[Input, ...]:
    """Turn a signed assessment into inputs; an instrument that no rule may look at gives none.

    ``scoring`` is the stored result object (contracts.md, ``manage.py score``). A figure that could not be
    computed, or is none of the values the input can have, gives no input.
    """
    facts = _FACTS.get(instrument, _no_facts)(scoring, answers)
    return tuple(
        Input(name, value, assessment_id, taken_on)
        for name, value in facts
        if isinstance(value, str | int) and not isinstance(value, bool) and value in KNOWN[name].values()
    )


Facts = Iterator[tuple[str, object]]


def _no_facts(_scoring: Mapping[str, object], _answers: Mapping[str, object]) -> Facts:
    return iter(())


def _part(scoring: Mapping[str, object], part: str, name: str) -> object:
    figures = scoring.get(part)
    return figures.get(name) if isinstance(figures, Mapping) else None


def _assist(scoring: Mapping[str, object], answers: Mapping[str, object]) -> Facts:
    if scoring.get("complete"):
        yield "assist.person", _part(scoring, "bands", "person")
        # Somebody who never used anything is not asked about injecting (ASSIST skip rule 1): that is a never.
        yield "assist.injected", answers.get("Q8", "never")


def _dast10(scoring: Mapping[str, object], _answers: Mapping[str, object]) -> Facts:
    yield "dast10.total", _part(scoring, "scores", "total")


def _asi(_scoring: Mapping[str, object], answers: Mapping[str, object]) -> Facts:
    """D33 is the interviewer's rating of the need for drug treatment (domain.md 1.4, VistA 604.66)."""
    yield "asi.drug_rating", answers.get("D33")


_FACTS: Mapping[str, Callable[[Mapping[str, object], Mapping[str, object]], Facts]] = {
    "assist": _assist,
    "dast10": _dast10,
    "asi": _asi,
}
