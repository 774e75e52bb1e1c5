"""From answers to scores, bands and flags, and back: why a figure is what it is.

Scores are always computed from the answers, never typed in. A score that cannot be computed is None, never a
guess; only what a skip rule left out counts as 0 (domain.md 1.0, rules 1 and 2). Nothing is rounded here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.domain.answers import missing, walk
from assessments.domain.instrument import Instrument
from assessments.domain.scales import Contribution, Number, Overall, Score, Standing, band_of
from assessments.domain.shape import Answers


@dataclass(frozen=True)
class Scoring:
    """The result of one form; ``bands`` holds overall bands beside those of single scores."""

    complete: bool
    missing: tuple[str, ...]
    scores: Mapping[str, Number | None]
    bands: Mapping[str, str | None]
    flags: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the object that ``manage.py score`` prints (contracts.md), also stored with the form."""
        return {
            "complete": self.complete,
            "missing": list(self.missing),
            "scores": dict(self.scores),
            "bands": dict(self.bands),
            "flags": list(self.flags),
        }


@dataclass(frozen=True)
class Explanation:
    """Why a figure is what it is: the answers behind it or, for an overall band, the scores behind it."""

    code: str
    value: Number | None
    band: str | None
    contributions: tuple[Contribution, ...] = ()
    because_of: tuple[str, ...] = ()


def score(instrument: Instrument, answers: Answers) -> Scoring:
    """Score a form, complete or not.

    An invalid answer reads as missing, so such a form is not complete. What the skip rules leave out changes
    nothing.
    """
    explained = explain(instrument, answers)
    lacking = missing(instrument, answers)
    counting = walk(instrument, answers).counting
    overall = {each.code for each in instrument.overall}
    banded = {each.code for each in instrument.scores if each.bands} | overall
    return Scoring(
        complete=not lacking,
        missing=lacking,
        scores={each.code: each.value for each in explained if each.code not in overall},
        bands={each.code: each.band for each in explained if each.code in banded},
        flags=tuple(flag.code for flag in instrument.flags if flag.when.judge(counting)),
    )


def explain(instrument: Instrument, answers: Answers) -> tuple[Explanation, ...]:
    """Return for each score the answers and weights behind it, then each overall band and what led to it."""
    readings = _readings(instrument, answers)
    scores = tuple(_explain_score(each, readings) for each in instrument.scores)
    return (*scores, *(_explain_overall(each, instrument, scores) for each in instrument.overall))


def advice(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    """Return the codes of the hints for the assessor that follow from the answers."""
    walked = walk(instrument, answers)
    return tuple(
        each.code for each in instrument.advice if each.when.judge(walked.counting, walked.open_items)
    )


def _readings(instrument: Instrument, answers: Answers) -> dict[str, Contribution]:
    walked = walk(instrument, answers)
    spared = {each.item.path for each in walked.asked if not (each.needed or each.answered)}
    readings = {}
    for item in instrument.items:
        if item.path in walked.left_out | spared:
            readings[item.path] = Contribution(item.path, None, Standing.NOT_ASKED, 0)
        else:
            value = walked.counting.get(item.path)
            reading = item.read(value)
            readings[item.path] = Contribution(item.path, value, reading.standing, reading.weight)
    return readings


def _explain_score(score: Score, readings: Mapping[str, Contribution]) -> Explanation:
    contributions = tuple(
        Contribution(part.path, read.value, read.standing, read.weight, part.factor)
        for part in score.parts
        for read in (readings[part.path],)
    )
    value = score.combine(contributions)
    return Explanation(score.code, value, band_of(value, score.bands), contributions)


def _explain_overall(
    overall: Overall, instrument: Instrument, scores: tuple[Explanation, ...]
) -> Explanation:
    order = [band.code for each in instrument.scores if each.code in overall.over for band in each.bands]
    bands = {each.code: each.band for each in scores if each.code in overall.over}
    known = [band for band in bands.values() if band is not None]
    if len(known) < len(bands):
        return Explanation(overall.code, None, None)
    highest = max(known, key=order.index)
    return Explanation(
        overall.code, None, highest, because_of=tuple(c for c, band in bands.items() if band == highest)
    )
