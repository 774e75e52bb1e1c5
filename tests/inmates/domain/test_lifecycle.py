"""The life of a register file."""

from inmates import enums
from inmates.domain.lifecycle import NEXT, ImportState


def test_every_state_is_in_its_table_and_is_stored_under_its_name():
    assert set(NEXT) == set(ImportState)
    assert enums.ImportState.values == [state.value for state in ImportState]


def test_rows_are_stored_only_after_somebody_has_looked():
    assert {state for state, after in NEXT.items() if ImportState.APPLIED in after} == {ImportState.APPLYING}
    assert {state for state, after in NEXT.items() if ImportState.APPLYING in after} == {ImportState.JUDGED}
    assert {state for state, after in NEXT.items() if not after} == {
        ImportState.DISCARDED,
        ImportState.UNDONE,
    }
    assert {state for state, after in NEXT.items() if ImportState.UNDONE in after} == {ImportState.APPLIED}
