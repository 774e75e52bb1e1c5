"""An edition is sealed or withdrawn once, and stays so."""

from rutan.reports.domain.lifecycle import NEXT, EditionState, may_become


def test_every_state_is_in_the_table():
    assert set(NEXT) == set(EditionState)


def test_only_a_draft_goes_on():
    allowed = {(now, then) for now in EditionState for then in EditionState if may_become(now, then)}
    assert allowed == {
        (EditionState.DRAFT, EditionState.SEALED),
        (EditionState.DRAFT, EditionState.WITHDRAWN),
    }
