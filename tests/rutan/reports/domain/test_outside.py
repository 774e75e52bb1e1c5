"""A whole report as it leaves the house."""

from dataclasses import replace

from rutan.reports.domain.outside import veiled, veils_of
from rutan.reports.domain.report import Unit
from tests.rutan.reports.domain.examples import figure, report

WHOLE = "intake.screened"


def screened(*, bands, **changes):
    """A report of people screened, split by band."""
    first, figures = 0, []
    for band, many in bands.items():
        rows = range(first, first + many)
        figures.append(figure(f"intake.band.{band}", rows=rows, of=WHOLE))
        first += many
    return replace(report(figure(WHOLE, rows=range(first)), *figures), **changes)


def test_a_small_part_takes_another_with_it():
    made = screened(bands={"high": 2, "moderate": 9, "low": 20})
    assert veiled(made) == {"intake.band.high": "small", "intake.band.moderate": "other"}


def test_sessions_are_no_people():
    assert veiled(report(figure("sessions.held", rows=(1, 2), unit=Unit.SESSIONS))) == {}
    assert veiled(report(figure("sessions.marks", rows=(1, 2), unit=Unit.ATTENDANCES))) == {
        "sessions.marks": "small"
    }


def test_what_was_frozen_counts_and_an_older_report_gets_the_rule_of_today():
    made = screened(bands={"high": 2, "moderate": 9, "low": 20})
    assert veils_of(made) == veiled(made)
    assert veils_of(replace(made, veils={})) == {}


def test_a_correction_hides_again_what_was_hidden_and_not_something_else():
    """Were another number hidden beside the small one, the two papers together would give it away."""
    before = screened(bands={"high": 2, "moderate": 9, "low": 10})
    before = replace(before, veils=veiled(before))
    assert set(before.veils) == {"intake.band.high", "intake.band.moderate"}
    after = screened(bands={"high": 2, "moderate": 9, "low": 7})
    assert set(veiled(after)) == {"intake.band.high", "intake.band.low"}
    assert set(veiled(after, before=before)) == set(before.veils)


def test_what_an_old_paper_showed_hides_nothing_any_more():
    before = screened(bands={"high": 5, "moderate": 9, "low": 10}, veils={})
    after = screened(bands={"high": 4, "moderate": 9, "low": 12})
    assert set(veiled(after, before=before)) == {"intake.band.high", "intake.band.low"}
