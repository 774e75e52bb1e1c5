"""Which signs nobody sees."""

import pytest

from rutan.core.domain.signs import before, code, first_hidden


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Slamet", None),
        ("baris\r\n\tdua\u00a0😀", None),
        ("a\u202eb", 1),
        ("\u200b", 0),
        ("ab\x00", 2),
        ("a\ud800", 1),
    ],
)
def test_the_first_that_cannot_be_seen(text, place):
    assert first_hidden(text) == place


def test_how_it_is_found_again():
    assert before("Nama yang panjang sekali\u202e", 24) == "panjang sekali"
    assert code("\u202e") == "U+202E"
