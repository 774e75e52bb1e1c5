"""What may be marked, whose side a loss is on, and when a session was held."""

import pytest

from rehab.domain.attendance import (
    REASONS,
    RUTAN_EXCUSES,
    Excuse,
    Fault,
    Loss,
    Mark,
    Marked,
    Side,
    faults,
    side_of_session,
    was_held,
)

PRESENT, ABSENT, SICK = Marked(Mark.PRESENT), Marked(Mark.ABSENT), Marked(Mark.SICK)
NOT_HELD = Marked(Mark.NOT_HELD, Loss.ROOM)


@pytest.mark.parametrize(
    ("marked", "side"),
    [
        (PRESENT, Side.NONE),
        (ABSENT, Side.PERSON),
        (SICK, Side.PERSON),
        (NOT_HELD, Side.RUTAN),
        *[
            (Marked(Mark.EXCUSED, excuse), Side.RUTAN if excuse in RUTAN_EXCUSES else Side.PERSON)
            for excuse in Excuse
        ],
    ],
)
def test_whose_side_a_loss_is_on(marked, side):
    assert marked.side is side


def test_what_the_detention_centre_answers_for():
    assert {excuse.value for excuse in RUTAN_EXCUSES} == {
        "not_brought",
        "lock_down",
        "punishment",
        "other_programme",
    }


def test_everything_wrong_is_found():
    marks = {
        2: Marked(Mark.EXCUSED),
        3: Marked(Mark.EXCUSED, Excuse.OTHER, " "),
        4: Marked(Mark.EXCUSED, Loss.ROOM),
        5: NOT_HELD,
        6: PRESENT,
        7: Marked(Mark.EXCUSED, Excuse.OTHER, "Sakit gigi"),
        99: ABSENT,
    }
    assert faults([1, 2, 3, 4, 5, 6, 7], marks) == (
        (1, Fault.UNMARKED),
        (2, Fault.REASON_MISSING),
        (3, Fault.NOTE_MISSING),
        (4, Fault.REASON_MISSING),
        (None, Fault.NOT_HELD_FOR_SOME),
    )


def test_a_session_is_not_held_for_everybody():
    assert faults([1, 2], {1: NOT_HELD, 2: NOT_HELD}) == ()


@pytest.mark.parametrize(
    ("marks", "held", "side"),
    [
        ([PRESENT, ABSENT], True, Side.PERSON),
        ([ABSENT, SICK], False, Side.PERSON),
        ([ABSENT, Marked(Mark.EXCUSED, Excuse.LOCK_DOWN)], False, Side.RUTAN),
        ([NOT_HELD, NOT_HELD], False, Side.RUTAN),
        ([], False, Side.PERSON),
    ],
)
def test_held_with_anybody_present_else_lost_on_a_side(marks, held, side):
    assert (was_held(marks), side_of_session(marks)) == (held, side)


def test_reasons_are_asked_of_two_marks():
    assert set(REASONS) == {Mark.EXCUSED, Mark.NOT_HELD}
    assert Excuse.OTHER == Loss.OTHER
