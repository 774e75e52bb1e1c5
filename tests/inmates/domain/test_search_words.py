"""What words can be read as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.search_words import WORDS_AT_MOST, wanted


@pytest.mark.parametrize(
    ("text", "words", "numbers", "nik_end", "places", "alike"),
    [
        ("  slamet  nugroho ", ("SLAMET", "NUGROHO"), (), "", (), ("SLAMET", "NUGROHO")),
        ("al Ma", ("AL", "MA"), (), "", (), ()),
        ("b.i.77/2025", ("B.I.77/2025",), ("B.I.77/2025", "BI.77/2025"), "", (), ()),
        ("0019", ("0019",), ("0019", ".0019"), "0019", (), ()),
        ("019", ("019",), ("019",), "", (), ()),
        ("3304 0611 0993 0019", ("3304", "0611", "0993", "0019"), None, "3304061109930019", (), ()),
        ("3" * 17, ("3" * 17,), None, "", (), ()),
        ("٣٣٠٤", ("٣٣٠٤",), None, "", (), ()),
        ("blok a", ("BLOK", "A"), (), "", ("A",), ("BLOK",)),
        ("a-3", ("A-3",), None, "", ("A-3", "A3"), ()),
        ("", (), (), "", (), ()),
        ("\x00", (), (), "", (), ()),
    ],
)
def test_readings(text, words, numbers, nik_end, places, alike):
    read = wanted(text)
    assert (read.words, read.nik_end, read.places, read.alike) == (words, nik_end, places, alike)
    if numbers is not None:
        assert read.numbers[0] == numbers[0] if numbers else read.numbers == ()


def test_more_words_than_a_name_has_are_not_looked_for():
    assert len(wanted("a " * 5_000).words) == WORDS_AT_MOST


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    read = wanted(text)
    assert all(word and "\x00" not in word for word in read.words)
    assert read.nik_end == "" or read.nik_end.isdecimal()
