"""No text is taken for a formula by whoever opens it with a spreadsheet."""

import pytest

from inmates.domain.cells import lines, text
from rutan.core.spreadsheets import FORMULA, harmless


@pytest.mark.parametrize("sign", FORMULA)
def test_what_looks_like_a_formula_is_written_so_that_it_is_none(sign):
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"
    assert harmless(f"a{sign}1") == f"a{sign}1"


def test_what_is_harmless_stays():
    assert [harmless(written) for written in ("", "Budi", "'Budi", "1-2")] == ["", "Budi", "'Budi", "1-2"]


@pytest.mark.parametrize("written", ["=HYPERLINK(1)", "+62 812", "-Budi", "@x", "Budi", "'Budi", "\u02bcAin"])
def test_a_register_that_is_read_again_says_what_it_said(written):
    assert text(harmless(written)) == text(written)
    assert lines(harmless(written)) == lines(written)
