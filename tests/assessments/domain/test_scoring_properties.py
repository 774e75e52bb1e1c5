"""What holds for every instrument and every way to answer it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.domain.answers import asked, missing, prune
from assessments.domain.registry import INSTRUMENTS
from assessments.domain.scoring import explain, score
from assessments.domain.shape import flatten, nest

HIGHEST = {
    "assist": dict.fromkeys([each.code for each in INSTRUMENTS["assist"].scores], 39) | {"tobacco": 31},
    "dast10": {"total": 10},
    "phq9": {"total": 27},
}
CODES = st.sampled_from(sorted(INSTRUMENTS))
# The largest form has 73 items: fewer examples than usual keep the run short.
few = settings(max_examples=40, deadline=None)
every_instrument = pytest.mark.parametrize("code", sorted(INSTRUMENTS))


def answer(item):
    values = [option.value for option in item.options] or ["kecubung", "kratom"]
    return st.sampled_from(values)


def filled(instrument):
    """Answer every item, also those the skip rules leave out."""
    return st.fixed_dictionaries({item.path: answer(item) for item in instrument.items}).map(nest)


def partly_filled(instrument):
    """Answer any items."""
    return st.fixed_dictionaries({}, optional={item.path: answer(item) for item in instrument.items}).map(
        nest
    )


@every_instrument
@few
@given(data=st.data())
def test_a_filled_form_is_complete_and_every_score_in_range(code, data):
    result = score(INSTRUMENTS[code], data.draw(filled(INSTRUMENTS[code])))
    assert (result.complete, result.missing) == (True, ())
    assert set(result.scores) == set(HIGHEST[code])
    assert all(0 <= value <= HIGHEST[code][name] for name, value in result.scores.items())
    assert None not in result.bands.values()


@every_instrument
@few
@given(data=st.data())
def test_a_heavier_answer_never_lowers_a_score(code, data):
    instrument = INSTRUMENTS[code]
    answers = flatten(data.draw(filled(instrument)))
    item = data.draw(st.sampled_from([each for each in instrument.items if each.options]))
    lighter, heavier = sorted(
        data.draw(st.tuples(*[st.sampled_from(item.options)] * 2)), key=lambda each: each.weight
    )
    low = score(instrument, nest(answers | {item.path: lighter.value})).scores
    high = score(instrument, nest(answers | {item.path: heavier.value})).scores
    assert all(low[name] <= high[name] for name in low)


@every_instrument
@few
@given(data=st.data())
def test_what_skip_rules_leave_out_changes_nothing(code, data):
    instrument = INSTRUMENTS[code]
    answers = data.draw(partly_filled(instrument))
    left_out = {item.path for item in instrument.items} - {
        each.item.path for each in asked(instrument, answers)
    }
    noise = {
        path: data.draw(st.one_of(answer(instrument.item(path)), st.just("nonsense"))) for path in left_out
    }
    noisy = nest(flatten(answers) | noise)
    assert score(instrument, noisy) == score(instrument, answers)
    assert score(instrument, prune(instrument, noisy).answers) == score(instrument, answers)


@every_instrument
@few
@given(data=st.data())
def test_pruning_twice_is_pruning_once_and_keeps_what_is_asked(code, data):
    instrument = INSTRUMENTS[code]
    answers = data.draw(partly_filled(instrument))
    once = prune(instrument, answers)
    twice = prune(instrument, once.answers)
    assert (twice.answers, twice.dropped) == (once.answers, ())
    assert {*flatten(once.answers), *once.dropped} == set(flatten(answers))
    assert asked(instrument, once.answers) == asked(instrument, answers)


@every_instrument
@few
@given(data=st.data())
def test_missing_is_what_is_asked_and_unanswered(code, data):
    instrument = INSTRUMENTS[code]
    answers = data.draw(partly_filled(instrument))
    lacking = missing(instrument, answers)
    assert lacking == tuple(
        e.item.path for e in asked(instrument, answers) if e.item.path not in flatten(answers)
    )
    assert score(instrument, answers).complete == (not lacking)


@few
@given(code=CODES, data=st.data())
def test_the_explanation_adds_up_to_the_score(code, data):
    instrument = INSTRUMENTS[code]
    answers = data.draw(filled(instrument))
    result = score(instrument, answers)
    for each in explain(instrument, answers):
        assert each.band == result.bands[each.code]
        if each.code in result.scores:
            assert sum(part.points for part in each.contributions) == result.scores[each.code] == each.value
        else:
            assert {result.bands[name] for name in each.because_of} == {each.band}
