"""A document ends once."""

from rutan.letters.domain.lifecycle import NEXT, DocumentState


def test_every_state_is_in_the_table_and_the_ends_are_final():
    assert set(NEXT) == set(DocumentState)
    assert [state for state, after in NEXT.items() if after] == [DocumentState.VALID]
