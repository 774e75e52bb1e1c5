"""The registry and the translations of what it holds."""

from dataclasses import replace
from pathlib import Path

import polib
import pytest

from assessments.domain.conditions import Is
from assessments.domain.instrument import Instrument, Item
from assessments.domain.instruments.phq9 import PHQ9
from assessments.domain.registry import INSTRUMENTS, UnknownInstrumentError, all_labels, instrument
from assessments.domain.scales import Overall, Part
from assessments.domain.soundness import faults

CATALOGUE = Path(__file__).parents[3] / "locale" / "id" / "assessments.po"


def test_instruments_are_found_by_code():
    assert {code: type(instrument(code)) for code in ("assist", "dast10", "phq9")} == dict.fromkeys(
        INSTRUMENTS, Instrument
    )
    with pytest.raises(UnknownInstrumentError):
        instrument("gad7")


def test_every_label_is_translated():
    translated = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}
    assert [label for label in all_labels() if not translated.get(label)] == []


@pytest.mark.parametrize("code", sorted(INSTRUMENTS))
def test_registered_instruments_are_sound(code):
    assert faults(INSTRUMENTS[code]) == ()


def test_every_contradiction_in_a_definition_is_named():
    first, second, *others = PHQ9.items
    (total,) = PHQ9.scores
    broken = replace(
        PHQ9,
        items=(
            replace(first, asked=Is("2", (1,))),
            replace(second, section="nowhere", needed=Is("77", (1,))),
            *others,
            Item("9", "all", "Twice, without options", group="z"),
            replace(others[0], code="9"),
        ),
        scores=(replace(total, parts=(Part("88"),), bands=total.bands[::-1]),),
        overall=(Overall("total", "Same code", ("total", "other")),),
    )
    assert faults(broken) == (
        "item 9 stands twice",
        "item 2: no section nowhere",
        "item z.9: no group z",
        "item z.9: cannot be answered",
        "item 1: asked by 2, which does not stand before it",
        "a rule looks at 77, which does not exist",
        "score total stands twice",
        "score total: no item 88",
        "score total: bands do not rise",
        "overall total: its scores do not share one list of bands",
    )
