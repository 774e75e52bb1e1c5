"""Sentences for the codes of forms, scores and certificates."""

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.domain import registry
from assessments.domain.answers import Problem, ProblemCode
from assessments.domain.certificates import Certificate, Lack, LackKind
from assessments.domain.instrument import Instrument, Item
from assessments.enums import ReferencePeriod
from rutan.core.dates import long_date

# Names are the same in every language.
NAMES = {
    "assist": "ASSIST",
    "dast10": "DAST-10",
    "audit": "AUDIT",
    "phq9": "PHQ-9",
    "urica": "URICA",
    "whoqol_bref": "WHOQOL-BREF",
    "asi": "ASI",
    "srq20": "SRQ-20",
    "cows": "COWS",
    "ciwa_ar": "CIWA-Ar",
}
# The shape and colour in which a band is drawn; its word is the instrument's own.
SHAPES = {
    "none": "mild",
    "low": "mild",
    "minimal": "mild",
    "mild": "mild",
    "moderate": "moderate",
    "moderately_severe": "severe",
    "substantial": "severe",
    "high": "severe",
    "severe": "severe",
}
PROBLEMS: dict[ProblemCode, str | Promise] = {
    ProblemCode.UNKNOWN_ITEM: gettext_lazy("This form has no such question."),
    ProblemCode.UNKNOWN_OPTION: gettext_lazy("Choose one of the answers."),
    ProblemCode.OUT_OF_RANGE: gettext_lazy("This number is not possible here."),
    ProblemCode.TOO_LONG: gettext_lazy("Shorten the text: at most %(most)d characters."),
    ProblemCode.NAME_MISSING: gettext_lazy("Write the name of the other substance."),
}


def name(code: str) -> str:
    """The short name of an instrument."""
    return NAMES.get(code, code.upper())


def names(codes: Iterable[str]) -> str:
    """Short names of several instruments, in their order."""
    return ", ".join(name(code) for code in codes)


def title(code: str) -> str:
    """The full name of an instrument."""
    return _(registry.instrument(code).title)


def question(instrument: Instrument, path: str) -> str:
    """A question in words: what it is about, then what is asked."""
    item = next((each for each in instrument.items if each.path == path), None)
    if item is None:
        return path
    about = subject(instrument, item)
    return f"{about}: {_(item.label)}" if about else _(item.label)


def asked(instrument: Instrument, path: str) -> str:
    """What a question asks, without what it is about."""
    return _(instrument.item(path).label)


def borders(instrument: Instrument, code: str) -> str:
    """Where the bands of a score begin."""
    bands = next((each.bands for each in instrument.scores if each.code == code), ())
    text = _("%(band)s from %(least)s")
    return " · ".join(text % {"band": _(each.label), "least": each.least} for each in bands)


def subject(instrument: Instrument, item: Item) -> str:
    """What a repeated question is about, such as a substance; empty for others."""
    return next((_(group.label) for group in instrument.groups if group.code == item.group), "")


def answer(item: Item, value: object) -> str:
    """An answer in the words of the form."""
    for option in item.options:
        if type(option.value) is type(value) and option.value == value:
            return _(option.label)
    return "–" if value is None else str(value)


def score(instrument: Instrument, code: str) -> str:
    """The name of a score or overall band."""
    labels = {each.code: each.label for each in instrument.overall}
    labels |= {each.code: each.label for each in instrument.scores}
    return _(labels[code]) if code in labels else code


def band(instrument: Instrument, code: str, band_code: str) -> str:
    """The word for a band; an overall band has the words of the scores it is taken over."""
    over = {code, *(each for overall in instrument.overall if overall.code == code for each in overall.over)}
    bands = [one for each in instrument.scores if each.code in over for one in each.bands]
    return next((_(one.label) for one in bands if one.code == band_code), "")


def flags(instrument: Instrument, codes: Iterable[str]) -> tuple[str, ...]:
    """What must be looked at whatever the score."""
    return tuple(_(each.label) for each in instrument.flags if each.code in set(codes))


def advice(instrument: Instrument, codes: Iterable[str]) -> tuple[str, ...]:
    """Hints for the assessor that follow from the answers."""
    return tuple(_(each.label) for each in instrument.advice if each.code in set(codes))


def problem(instrument: Instrument, found: Problem) -> str:
    """What is wrong with an answer, with the question it belongs to."""
    return f"{question(instrument, found.path)}: {fault(instrument, found)}"


def fault(instrument: Instrument, found: Problem) -> str:
    """What is wrong with an answer."""
    most = next((each.text_most for each in instrument.items if each.path == found.path), None)
    text = str(PROBLEMS[found.code])
    return text % {"most": most or 0} if found.code is ProblemCode.TOO_LONG else text


def unanswered(count: int) -> str:
    """How many questions are still open."""
    return ngettext(
        "%(count)d question is not answered yet.", "%(count)d questions are not answered yet.", count
    ) % {"count": count}


def period(instrument: Instrument, reference_period: str, anchor_on: date | None) -> str:
    """Which time the answers speak of: stands on every page and paper beside a score (domain.md 1.0, rule 3)."""
    window = _(instrument.window)
    if anchor_on is None or reference_period == ReferencePeriod.CALENDAR:
        return _("%(window)s before the interview") % {"window": window}
    text = _("%(window)s before detention, counted back from %(day)s")
    return text % {"window": window, "day": long_date(anchor_on)}


def lack(found: Lack) -> str:
    """Which certificate is missing for a signature."""
    if found.kind is LackKind.NO_CERTIFICATE:
        text = _("No assessor certificate for %(instrument)s is registered for you. %(who)s")
        return text % {"instrument": name(found.instrument), "who": who_registers()}
    if found.kind is LackKind.OTHER_INSTRUMENTS:
        text = _("Your certificate does not cover %(instrument)s; in force: %(held)s.")
        return text % {"instrument": name(found.instrument), "held": names(found.held) or _("none")}
    if found.kind is LackKind.WITHDRAWN:
        assert found.certificate is not None  # the one that was withdrawn
        text = _("Your certificate %(number)s (%(issuer)s) for %(instrument)s was withdrawn. %(who)s")
        held = found.certificate
        facts = {"number": held.number, "issuer": held.issuer, "instrument": name(found.instrument)}
        return text % {**facts, "who": who_registers()}
    return _lack_in_time(found)


def who_registers() -> str:
    """Where to turn to for a certificate."""
    return _("The rehabilitation officer registers it; bring the paper.")


def _lack_in_time(found: Lack) -> str:
    assert found.certificate is not None  # one expired, or one begins later
    held, following = found.certificate, found.upcoming
    facts = {"number": held.number, "issuer": held.issuer, "instrument": name(found.instrument)}
    if found.kind is LackKind.NOT_YET_VALID:
        text = _("Certificate %(number)s for %(instrument)s is valid only from %(day)s.")
        return text % {**facts, "day": long_date(held.starts_on)}
    assert held.ends_on is not None  # it expired
    facts["day"] = long_date(held.ends_on)
    if following is None:
        return _("Certificate %(number)s (%(issuer)s) for %(instrument)s ended on %(day)s.") % facts
    text = _(
        "Certificate %(number)s (%(issuer)s) for %(instrument)s ended on %(day)s;"
        " the next one is valid from %(next)s."
    )
    return text % {**facts, "next": long_date(following.starts_on)}


def validity(held: Certificate, on: date, *, soon: date) -> tuple[str, str]:
    """How a certificate stands on a day, in words and tone; ``soon`` is the day up to which an end is near."""
    if held.starts_on > on:
        return _("from %(day)s") % {"day": long_date(held.starts_on)}, "draft"
    if held.ends_on is None:
        return _("in force, without an end"), "done"
    day = {"day": long_date(held.ends_on)}
    if held.expired(on):
        return _("ended on %(day)s") % day, "off"
    if held.ends_on <= soon:
        return _("ends soon: %(day)s") % day, "wait"
    return _("in force until %(day)s") % day, "done"
