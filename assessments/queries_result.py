"""What the pages before and after signing show: figures, why they are what they are, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments import wording
from assessments.domain.answers import missing, problems, prune
from assessments.domain.instrument import Instrument
from assessments.domain.scales import Number
from assessments.domain.scoring import Explanation, advice, explain, score
from assessments.domain.shape import Answers
from assessments.models import Assessment, AssessorCertificate
from assessments.queries import Figure, Read, figures_of, may_read_answers, overall_of, read
from assessments.queries_certificates import standing_of
from assessments.queries_form import Open, still_open
from rutan.accounts.scope import Scope


@dataclass(frozen=True)
class Line:
    """One answer behind a figure, and what it brings."""

    question: str
    answer: str
    points: Number | None


@dataclass(frozen=True)
class Reason:
    """A figure, the answers behind it, and where its bands begin."""

    figure: Figure
    lines: tuple[Line, ...]
    bands: str


@dataclass(frozen=True)
class BeforeSigning:
    """Everything the assessor looks at before signing; ``refusals`` says what stands in the way, if anything."""

    figures: tuple[Figure, ...]
    overall: Figure | None
    flags: tuple[str, ...]
    advice: tuple[str, ...]
    certificate: AssessorCertificate | None
    refusals: tuple[str, ...]
    open: tuple[Open, ...]
    period: str

    @property
    def may_sign(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.refusals or self.open) and self.certificate is not None


@dataclass(frozen=True)
class Result:
    """One signed form as a role may see it; reasons and advice speak of answers, so they follow their right."""

    read: Read
    reasons: tuple[Reason, ...]
    advice: tuple[str, ...]
    is_rescored: bool


def before_signing(row: Assessment, *, on: date) -> BeforeSigning:
    """Score a draft as it would be signed on a day, without storing anything."""
    assert row.is_draft
    definition = row.definition
    answers = prune(definition, row.answers).answers
    scored, standing = score(definition, answers), standing_of(row.assessor, row.instrument, on=on)
    figures = figures_of(definition, scored.scores, scored.bands)
    refusals = [wording.problem(definition, each) for each in problems(definition, answers)]
    if standing.lack:
        refusals.append(wording.lack(standing.lack))
    return BeforeSigning(
        figures=tuple(figure for figure in figures if figure.code in scored.scores),
        overall=overall_of(definition, figures),
        flags=wording.flags(definition, scored.flags),
        advice=wording.advice(definition, advice(definition, answers)),
        certificate=standing.certificate,
        refusals=tuple(refusals),
        open=tuple(still_open(definition, missing(definition, answers))),
        period=wording.period(definition, row.reference_period, row.anchor_on),
    )


def result_of(row: Assessment, scope: Scope) -> Result:
    """Read a signed form for a page; a result of older scoring rules stands, but is not explained by newer ones."""
    definition, may_read = row.definition, may_read_answers(row, scope)
    is_rescored = row.scoring_version != definition.scoring_version
    figures = read(row, scope)
    explained = may_read and not is_rescored
    return Result(
        read=figures,
        reasons=reasons(definition, row.answers, figures.figures) if explained else (),
        advice=wording.advice(definition, advice(definition, row.answers)) if may_read else (),
        is_rescored=is_rescored,
    )


def reasons(definition: Instrument, answers: Answers, figures: Sequence[Figure]) -> tuple[Reason, ...]:
    """Return, for each figure above nothing, the answers that brought points and the borders of its bands."""
    by_code = {each.code: each for each in explain(definition, answers)}
    return tuple(
        Reason(figure, _lines(definition, by_code[figure.code]), wording.borders(definition, figure.code))
        for figure in figures
        if figure.value
    )


def _lines(definition: Instrument, explained: Explanation) -> tuple[Line, ...]:
    return tuple(
        Line(
            wording.asked(definition, each.path),
            wording.answer(definition.item(each.path), each.value),
            each.points,
        )
        for each in explained.contributions
        if each.value is not None
    )
