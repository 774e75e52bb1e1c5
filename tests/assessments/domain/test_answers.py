"""Rules the first instruments do not use: optional items, ranges, a least number of answers."""

from dataclasses import replace

from assessments.domain.answers import ProblemCode, asked, missing, problems, prune
from assessments.domain.conditions import Is
from assessments.domain.instrument import Instrument, Item, Option, Range, ReferencePeriod, Section
from assessments.domain.scales import Band, Part, Score, Standing, mean
from assessments.domain.scoring import explain, score

FROM_0_TO_2 = tuple(Option(str(number), "", number, number) for number in range(3))
SMALL = Instrument(
    code="small",
    version="1",
    scoring_version="1",
    title="Small",
    window="",
    reference_periods=(ReferencePeriod.CALENDAR,),
    sections=(Section("all", "All"),),
    items=(
        Item("1", "all", "First", FROM_0_TO_2),
        Item("2", "all", "Second", FROM_0_TO_2, needed=Is("1", (1, 2))),
        Item(
            "3",
            "all",
            "Days",
            (
                Option("X", "", "X", standing=Standing.REFUSED),
                Option("N", "", "N", standing=Standing.NOT_APPLICABLE),
            ),
            number=Range(0, 30),
        ),
    ),
    scores=(
        Score("sum", "Sum", (Part("1"), Part("2")), (Band("some", "", 1), Band("much", "", 3))),
        Score("days", "Days", (Part("3", 2),)),
        Score("mean", "Mean", (Part("1"), Part("3")), combine=mean),
    ),
    licence="",
    source="",
)


def test_an_item_not_needed_may_stay_blank_and_counts_zero():
    result = score(SMALL, {"1": 0, "3": 4})
    assert (result.complete, result.scores) == (True, {"sum": 0, "days": 8, "mean": 2.0})
    assert result.bands == {"sum": None}
    assert explain(SMALL, {"1": 0, "3": 4})[0].contributions[1].standing is Standing.NOT_ASKED


def test_an_item_not_needed_counts_when_it_is_answered_and_is_not_dropped():
    answers = {"1": 0, "2": 2, "3": 4}
    assert score(SMALL, answers).scores["sum"] == 2
    assert prune(SMALL, answers).answers == answers
    assert [(each.item.path, each.needed) for each in asked(SMALL, answers)] == [
        ("1", True),
        ("2", False),
        ("3", True),
    ]


def test_an_item_needed_and_blank_leaves_its_score_open():
    result = score(SMALL, {"1": 1, "3": 4})
    assert (result.complete, result.missing, result.scores["sum"]) == (False, ("2",), None)


def test_refused_and_not_applicable_are_answers_without_a_number():
    for letter, standing in (("X", Standing.REFUSED), ("N", Standing.NOT_APPLICABLE)):
        answers = {"1": 0, "3": letter}
        result = score(SMALL, answers)
        assert (result.complete, result.scores["days"], result.scores["mean"]) == (True, None, None)
        assert explain(SMALL, answers)[1].contributions[0].standing is standing


def test_numbers_outside_the_range_and_of_other_types_are_named():
    for given, code in ((31, ProblemCode.OUT_OF_RANGE), (-1, ProblemCode.OUT_OF_RANGE)):
        assert [each.code for each in problems(SMALL, {"3": given})] == [code]
    for given in (True, 3.0, "3", ["3"]):
        assert [each.code for each in problems(SMALL, {"3": given})] == [ProblemCode.UNKNOWN_OPTION]


def test_a_null_is_no_answer_and_no_problem():
    assert problems(SMALL, {"1": None}) == ()
    assert missing(SMALL, {"1": None}) == ("1", "2", "3")


def test_a_least_number_of_answers_replaces_the_need_for_all():
    lenient = replace(SMALL, least_answers=2)
    assert missing(lenient, {"1": 1}) == ("2", "3")
    assert missing(lenient, {"1": 1, "3": 2}) == ()
    assert score(lenient, {"1": 1, "3": 2}).scores == {"sum": None, "days": 4, "mean": 1.5}


def test_a_group_left_empty_by_pruning_disappears_and_strange_entries_stay():
    grouped = replace(
        SMALL, items=(SMALL.items[0], Item("Q", "all", "", FROM_0_TO_2, group="a", asked=Is("1", (1,))))
    )
    assert prune(grouped, {"1": 0, "a": {"Q": 1}, "b": {"Q": 1}, "z": 1}).answers == {
        "1": 0,
        "b": {"Q": 1},
        "z": 1,
    }


def test_an_answer_whose_rule_is_still_open_is_kept_but_counts_nowhere():
    gated = replace(
        SMALL, items=(SMALL.items[0], replace(SMALL.items[1], asked=Is("1", (1,)))), scores=SMALL.scores[:1]
    )
    assert prune(gated, {"2": 2}).answers == {"2": 2}
    assert score(gated, {"2": 2}).scores == {"sum": None}
    assert score(gated, {"1": 0, "2": 2}).scores == {"sum": 0}
    assert score(gated, {"1": 1, "2": 2}).scores == {"sum": 3}
