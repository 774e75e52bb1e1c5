"""What follows from what: wholes and parts in tables, and who came and went between two months."""

from dataclasses import replace

from rutan.reports.domain.relations import relations_of
from rutan.reports.domain.report import Head, Line, Section, Table
from tests.rutan.reports.domain.examples import figure, report


def signs(made):
    return [dict(each.signs) for each in relations_of(made)]


def with_table(*lines, heads=2):
    """A report with one table of figures, given line by line."""
    made = report(*(each for line in lines for each in line))
    table = Table("Tabel", tuple(Head(str(count)) for count in range(heads)), ())
    rows = tuple(Line(line[0].label, tuple(each.code for each in line)) for line in lines)
    return replace(made, sections=(Section("intake", "Bagian", (replace(table, lines=rows),)),))


def test_parts_of_a_figure_make_up_the_whole():
    whole, high = figure(rows=(1, 2, 3)), figure("intake.band.high", rows=(1,), of="intake.screened")
    low = figure("intake.band.low", rows=(2, 3), of="intake.screened")
    assert {"intake.screened": 1, "intake.band.high": -1, "intake.band.low": -1} in signs(
        report(whole, high, low)
    )


def test_parts_that_do_not_make_up_the_whole_are_no_relation():
    whole, high = figure(rows=(1, 2, 3)), figure("intake.band.high", rows=(1,), of="intake.screened")
    assert signs(report(whole, high)) == []


def test_lines_and_columns_with_their_totals():
    def cells(code, *rows):
        names = (f"assessment.done.{code}a", f"assessment.done.{code}")
        return [figure(name, rows=each) for name, each in zip(names, rows, strict=True)]

    made = with_table(cells("x.", (1,), (1,)), cells("y.", (2,), (2,)), cells("z.", (1, 2), (1, 2)))
    assert {"assessment.done.z.": 1, "assessment.done.x.": -1, "assessment.done.y.": -1} in signs(made)
    assert {"assessment.done.x.": 1, "assessment.done.x.a": -1} in signs(made)


def test_what_is_counted_beside_a_division_is_no_part_of_it():
    def counted(code, *rows, of="sessions.planned"):
        return [figure(code, rows=rows, of=of)]

    held, lost = counted("sessions.held", 1), counted("sessions.lost_person", 2)
    moved = counted("sessions.moved", 1)
    made = with_table(counted("sessions.planned", 1, 2, of=""), held, lost, moved, heads=1)
    assert {"sessions.planned": 1, "sessions.held": -1, "sessions.lost_person": -1} in signs(made)


def test_who_came_and_went_is_what_two_months_differ_in():
    made = report(
        figure("intake.custody", rows=(1, 2, 3)),
        figure("intake.admitted", rows=(3,)),
        figure("intake.left", rows=(9,)),
    )
    assert signs(made) == [{"intake.custody": 1, "intake.admitted": -1, "intake.left": 1}]


def test_the_same_of_one_tier():
    codes = ("placement.active", "placement.new", "placement.completed", "placement.died")
    made = report(*(figure(f"{code}.berat", rows=(1, 2)) for code in codes))
    flow = {f"{code}.berat": sign for code, sign in zip(codes, (1, -1, 1, 1), strict=True)}
    assert flow in signs(made)
