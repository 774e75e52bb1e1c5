"""The answer object, by path and from a form."""

from assessments.domain.instrument import Item, Range
from assessments.domain.instruments.assist import ASSIST
from assessments.domain.instruments.dast10 import DAST10
from assessments.domain.instruments.phq9 import PHQ9
from assessments.domain.shape import _value, flatten, from_codes, nest


def test_flatten_and_nest_are_each_others_inverse():
    answers = {"a": {"Q1": "yes", "Q2": "daily"}, "j_name": "kecubung", "Q8": "never"}
    flat = {"a.Q1": "yes", "a.Q2": "daily", "j_name": "kecubung", "Q8": "never"}
    assert flatten(answers) == flat
    assert nest(flat) == answers


def test_a_path_written_flat_is_no_answer():
    assert flatten({"a.Q1": "yes"}) == {}


def test_a_form_sends_codes_and_gets_typed_answers():
    assert from_codes(DAST10, {"1": "yes", "2": "no", "3": "", "4": "maybe", "99": "yes"}) == {
        "1": True,
        "2": False,
        "4": "maybe",
    }
    assert from_codes(PHQ9, {"9": "3"}) == {"9": 3}
    assert from_codes(ASSIST, {"j.Q1": "yes", "j_name": " kecubung ", "csrf": "x"}) == {
        "j": {"Q1": "yes"},
        "j_name": "kecubung",
    }


def test_digits_are_numbers_only_where_a_number_is_asked():
    days = Item("M6", "all", "Days", number=Range(0, 30))
    assert [_value(days, sent) for sent in ("30", "-1", "3.5", "9" * 5000)] == [30, -1, "3.5", "9" * 5000]
