"""What differs between two editions."""

from rutan.reports.domain.comparison import Change, changes
from tests.rutan.reports.domain.examples import figure, report


def test_equal_editions_do_not_differ():
    assert changes(report(), report(edition=2)) == ()


def test_names_every_figure_that_is_not_the_same():
    before = report(
        figure("a", rows=(1, 2)), figure("b", rows=(1,)), figure("gone", rows=(7,)), figure("same", rows=(9,))
    )
    after = report(
        figure("new", rows=()), figure("a", rows=(2, 3, 4)), figure("b", rows=(2,)), figure("same", rows=(9,))
    )
    assert changes(before, after) == (
        Change("new", "Diskrining", None, 0, 0, 0),
        Change("a", "Diskrining", 2, 3, 2, 1),
        Change("b", "Diskrining", 1, 1, 1, 1),
        Change("gone", "Diskrining", 1, None, 0, 1),
    )
