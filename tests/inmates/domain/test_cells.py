"""Cleaning of cells."""

from datetime import datetime

import pytest

from inmates.domain.cells import is_number, lines, text


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  Fajar   Santoso ", "Fajar Santoso"),
        ("BUDI\u00a0PAMUNGKAS, S.H.", "BUDI PAMUNGKAS, S.H."),
        ("Siti\tAminah\nbinti Nur", "Siti Aminah binti Nur"),
        ('=HYPERLINK("http://127.0.0.1/x","klik")', '=HYPERLINK("http://127.0.0.1/x","klik")'),
        ("<script>alert(1)</script> Joko", "<script>alert(1)</script> Joko"),
        ("Re\u0301ne\u200b\u202e\x00", "Réne"),
        (None, ""),
        ("-", ""),
        (" - - ", ""),
        ("#N/A", ""),
        ("#1", "#1"),
        (12.0, "12"),
        (12.5, "12.5"),
        (7, "7"),
        (datetime(2026, 1, 2), "2026-01-02 00:00:00"),
    ],
)
def test_text_keeps_what_was_typed_on_one_line(cell, expected):
    assert text(cell) == expected


def test_lines_keep_their_breaks():
    assert lines('Dusun  Krajan \r\n\r\n RT 02 RW 03\nKec. "Madukara"') == (
        'Dusun Krajan\nRT 02 RW 03\nKec. "Madukara"'
    )


def test_a_truth_value_is_no_number():
    assert [is_number(cell) for cell in (1, 1.5, True, "1", None)] == [True, True, False, False, False]
