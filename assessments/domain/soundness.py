"""Whether an instrument is written down without contradiction; checked when it is registered."""

from collections import Counter
from collections.abc import Iterable, Iterator

from assessments.domain.instrument import Instrument


def faults(instrument: Instrument) -> tuple[str, ...]:
    """Describe everything that is wrong with the definition; empty means sound."""
    return (*_item_faults(instrument), *_rule_faults(instrument), *_score_faults(instrument))


def _repeated(codes: Iterable[str], what: str) -> Iterator[str]:
    return (f"{what} {code} stands twice" for code, count in Counter(codes).items() if count > 1)


def _item_faults(instrument: Instrument) -> Iterator[str]:
    yield from _repeated((item.path for item in instrument.items), "item")
    sections = {section.code for section in instrument.sections}
    groups = {group.code for group in instrument.groups}
    for item in instrument.items:
        if item.section not in sections:
            yield f"item {item.path}: no section {item.section}"
        if item.group and item.group not in groups:
            yield f"item {item.path}: no group {item.group}"
        if not (item.options or item.number or item.text_most):
            yield f"item {item.path}: cannot be answered"
        yield from _repeated((option.code for option in item.options), f"item {item.path}: option")


def _rule_faults(instrument: Instrument) -> Iterator[str]:
    earlier: set[str] = set()
    for item in instrument.items:
        for path in sorted(item.asked.paths() - earlier):
            yield f"item {item.path}: asked by {path}, which does not stand before it"
        earlier.add(item.path)
    needed = frozenset().union(*(item.needed.paths() for item in instrument.items))
    raised = frozenset().union(*(each.when.paths() for each in (*instrument.flags, *instrument.advice)))
    for path in sorted((needed | raised) - earlier):
        yield f"a rule looks at {path}, which does not exist"


def _score_faults(instrument: Instrument) -> Iterator[str]:
    paths = {item.path for item in instrument.items}
    codes = [score.code for score in instrument.scores]
    yield from _repeated([*codes, *(overall.code for overall in instrument.overall)], "score")
    for score in instrument.scores:
        for part in score.parts:
            if part.path not in paths:
                yield f"score {score.code}: no item {part.path}"
        if any(low.least >= high.least for low, high in zip(score.bands, score.bands[1:], strict=False)):
            yield f"score {score.code}: bands do not rise"
    for overall in instrument.overall:
        known = [score for score in instrument.scores if score.code in overall.over]
        if len(known) != len(overall.over) or len({tuple(band.code for band in s.bands) for s in known}) != 1:
            yield f"overall {overall.code}: its scores do not share one list of bands"
