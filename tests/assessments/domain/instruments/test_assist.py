"""ASSIST's skip rules, weights, bands and the edge cases of domain.md 1.1."""

import pytest

from assessments.domain.answers import ProblemCode, asked, missing, problems, prune
from assessments.domain.instruments.assist import ASSIST, LETTERS
from assessments.domain.scoring import advice, explain, score

NOTHING = {letter: {"Q1": "no"} for letter in LETTERS}
FULL = {"Q1": "yes", "Q2": "daily", "Q3": "daily", "Q4": "daily", "Q5": "daily"}
FULL |= {"Q6": "past_3_months", "Q7": "past_3_months"}


def used(**substances):
    return NOTHING | substances | {"Q8": "never"}


def paths(answers):
    return [each.item.path for each in asked(ASSIST, answers)]


def test_an_empty_form_asks_q1_of_every_substance_and_no_more():
    assert paths({}) == [f"{letter}.Q1" for letter in LETTERS]
    assert missing(ASSIST, {}) == tuple(f"{letter}.Q1" for letter in LETTERS)
    result = score(ASSIST, {})
    assert not result.complete
    assert set(result.scores.values()) == {None}
    assert set(result.bands.values()) == {None}


def test_never_used_anything_stops_after_q1_with_zero_everywhere():
    assert paths(NOTHING) == [f"{letter}.Q1" for letter in LETTERS]
    result = score(ASSIST, NOTHING)
    assert result.complete
    assert set(result.scores.values()) == {0}
    assert result.bands == dict.fromkeys([*result.scores, "person"], "low")
    assert advice(ASSIST, NOTHING) == ("probe_school_age",)


def test_one_unanswered_q1_keeps_the_form_open_and_gives_no_hint_to_stop():
    answers = {letter: {"Q1": "no"} for letter in LETTERS[:-1]}
    assert missing(ASSIST, answers) == ("j.Q1",)
    assert advice(ASSIST, answers) == ()


def test_questions_come_question_by_question_and_injecting_last():
    answers = used(
        a={"Q1": "yes", "Q2": "daily"}, e={"Q1": "yes", "Q2": "weekly"}, i={"Q1": "yes", "Q2": "never"}
    )
    followed = ["a.Q2", "e.Q2", "i.Q2", "a.Q3", "e.Q3", "a.Q4", "e.Q4", "e.Q5", "a.Q6", "e.Q6", "i.Q6"]
    assert paths(answers)[10:] == [*followed, "a.Q7", "e.Q7", "i.Q7", "Q8"]


def test_without_recent_use_of_anything_it_jumps_to_q6():
    answers = used(c={"Q1": "yes", "Q2": "never"}, e={"Q1": "yes", "Q2": "never"})
    assert paths(answers)[10:] == ["c.Q2", "e.Q2", "c.Q6", "e.Q6", "c.Q7", "e.Q7", "Q8"]


def test_earlier_worry_and_earlier_attempts_make_moderate_without_recent_use():
    answers = used(e={"Q1": "yes", "Q2": "never", "Q6": "earlier", "Q7": "earlier"})
    result = score(ASSIST, answers)
    assert result.complete
    assert (result.scores["ats"], result.bands["ats"], result.bands["person"]) == (6, "moderate", "moderate")


def test_the_highest_score_is_39_and_tobacco_31_whatever_its_q5_says():
    result = score(ASSIST, dict.fromkeys(LETTERS, FULL) | {"j_name": "kecubung", "Q8": "never"})
    assert result.complete
    assert result.scores == {**dict.fromkeys(result.scores, 39), "tobacco": 31}


def test_an_answer_to_tobaccos_q5_is_no_problem_and_is_dropped():
    answers = used(a=FULL)
    assert problems(ASSIST, answers) == ()
    assert prune(ASSIST, answers).dropped == ("a.Q5",)


@pytest.mark.parametrize(
    ("letter", "answers", "total", "band"),
    [
        ("c", {"Q2": "monthly", "Q3": "never", "Q4": "never", "Q5": "never"}, 3, "low"),
        ("c", {"Q2": "weekly", "Q3": "never", "Q4": "never", "Q5": "never"}, 4, "moderate"),
        ("b", {"Q2": "weekly", "Q3": "daily", "Q4": "never", "Q5": "never"}, 10, "low"),
        ("b", {"Q2": "daily", "Q3": "never", "Q4": "never", "Q5": "once_or_twice"}, 11, "moderate"),
        ("c", {"Q2": "daily", "Q3": "daily", "Q4": "daily", "Q5": "weekly"}, 26, "moderate"),
        ("c", {"Q2": "daily", "Q3": "daily", "Q4": "daily", "Q5": "daily"}, 27, "high"),
        ("b", {"Q2": "daily", "Q3": "daily", "Q4": "daily", "Q5": "weekly"}, 26, "moderate"),
        ("b", {"Q2": "daily", "Q3": "daily", "Q4": "daily", "Q5": "daily"}, 27, "high"),
    ],
)
def test_the_borders_of_the_bands(letter, answers, total, band):
    substance = {"b": "alcohol", "c": "cannabis"}[letter]
    result = score(ASSIST, used(**{letter: {"Q1": "yes", "Q6": "never", "Q7": "never"} | answers}))
    assert (result.complete, result.scores[substance], result.bands[substance]) == (True, total, band)


def test_tobacco_alone_does_not_raise_the_persons_band():
    result = score(ASSIST, used(a=FULL))
    assert (result.bands["tobacco"], result.bands["person"]) == ("high", "low")


def test_an_unknown_substance_score_leaves_the_persons_band_open():
    answers = used(c=FULL, e={"Q1": "yes", "Q2": "weekly"})
    result = score(ASSIST, answers)
    assert result.missing == ("e.Q3", "e.Q4", "e.Q5", "e.Q6", "e.Q7")
    assert (result.scores["ats"], result.bands["ats"], result.bands["person"]) == (None, None, None)
    assert (result.scores["cannabis"], result.bands["cannabis"]) == (39, "high")


@pytest.mark.parametrize("name", [None, "", "   "])
def test_another_substance_without_a_name_is_refused(name):
    answers = used(j=FULL) | ({} if name is None else {"j_name": name})
    assert missing(ASSIST, answers) == ("j_name",)
    assert [(each.path, each.code) for each in problems(ASSIST, answers)] == [
        ("j_name", ProblemCode.NAME_MISSING)
    ]
    assert not score(ASSIST, answers).complete


def test_a_name_too_long_is_named():
    found = problems(ASSIST, used(j=FULL) | {"j_name": "x" * 101})
    assert [(each.path, each.code) for each in found] == [("j_name", ProblemCode.TOO_LONG)]


def test_changing_q1_to_no_tells_what_will_be_lost_and_clears_it():
    answers = used(e=FULL | {"Q1": "no"}, i=FULL) | {"j_name": "kecubung"}
    pruned = prune(ASSIST, answers)
    assert pruned.dropped == ("j_name", "e.Q2", "e.Q3", "e.Q4", "e.Q5", "e.Q6", "e.Q7")
    assert pruned.answers == used(i=FULL)


def test_injecting_is_dropped_when_nothing_was_ever_used():
    assert prune(ASSIST, NOTHING | {"Q8": "earlier"}).dropped == ("Q8",)


def test_injecting_changes_no_score_and_gives_its_own_hint():
    without, recent = used(i=FULL), used(i=FULL) | {"Q8": "past_3_months"}
    assert score(ASSIST, without) == score(ASSIST, recent)
    assert advice(ASSIST, recent) == ("offer_blood_borne_tests",)
    assert advice(ASSIST, used(i=FULL) | {"Q8": "earlier"}) == ("check_blood_borne_tests",)
    assert missing(ASSIST, {**NOTHING, "i": FULL}) == ("Q8",)


def test_unknown_items_and_options_are_named():
    answers = used(c={"Q1": "yes", "Q2": "sometimes"}) | {"k": {"Q1": "no"}, "a.Q1": "no", "Q9": 1}
    found = {(each.path, each.code, each.given) for each in problems(ASSIST, answers)}
    assert found == {
        ("c.Q2", ProblemCode.UNKNOWN_OPTION, "sometimes"),
        ("k.Q1", ProblemCode.UNKNOWN_ITEM, "no"),
        ("a.Q1", ProblemCode.UNKNOWN_ITEM, "no"),
        ("Q9", ProblemCode.UNKNOWN_ITEM, 1),
    }
    assert "c.Q2" in missing(ASSIST, answers)


def test_every_figure_can_be_asked_why():
    answers = used(a=FULL, e={"Q1": "yes", "Q2": "weekly", "Q3": "monthly", "Q4": "never", "Q5": "daily"})
    answers["e"] |= {"Q6": "earlier", "Q7": "past_3_months"}
    explained = {each.code: each for each in explain(ASSIST, answers)}
    ats = explained["ats"]
    assert [(each.path, each.value, each.points) for each in ats.contributions] == [
        ("e.Q2", "weekly", 4),
        ("e.Q3", "monthly", 4),
        ("e.Q4", "never", 0),
        ("e.Q5", "daily", 8),
        ("e.Q6", "earlier", 3),
        ("e.Q7", "past_3_months", 6),
    ]
    assert (ats.value, ats.band) == (25, "moderate")
    assert [(each.value, each.standing, each.points) for each in explained["opioids"].contributions] == [
        (None, "not_asked", 0)
    ] * 6
    assert (explained["person"].band, explained["person"].because_of) == ("moderate", ("ats",))
