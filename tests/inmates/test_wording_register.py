"""How long something is, in words: only the parts that it has."""

import pytest

from inmates.domain.sentence import Term
from inmates.models import Remission, Sentence
from inmates.wording_register import term


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Term(), ""),
        (Term(years=4), "4 tahun"),
        (Term(years=1, days=15), "1 tahun, 15 hari"),
        (Term(2, 3, 4), "2 tahun, 3 bulan, 4 hari"),
        (Term(months=1), "1 bulan"),
    ],
)
def test_parts_that_are_nothing_are_not_said(length, words):
    assert term(length) == words


def test_a_length_nobody_wrote_down_is_said_so():
    assert (Sentence().in_words, Remission().in_words) == ("lamanya belum ada", "lamanya belum ada")
