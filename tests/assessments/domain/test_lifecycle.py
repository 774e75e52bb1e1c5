"""The life of an assessment."""

from assessments.domain.lifecycle import NEXT, AssessmentState, may_become


def test_every_state_is_in_the_table_and_leads_to_known_states():
    assert set(NEXT) == set(AssessmentState)
    assert set().union(*NEXT.values()) <= set(AssessmentState)


def test_the_whole_table():
    allowed = {(a, b) for a in AssessmentState for b in AssessmentState if may_become(a, b)}
    assert allowed == {("draft", "signed"), ("draft", "void"), ("signed", "void")}
