"""What the font cannot draw is an empty square on a paper, never nothing."""

import string

from rutan.letters.glyphs import MISSING, drawn
from rutan.letters.pdf import compiled
from tests.pdf_text import squeezed, text_of
from tests.rutan.letters.test_pdf import letter


def test_letters_of_this_country_and_of_names_are_drawn():
    for text in (string.printable[:95], "Café Ŵé ñ ș – — “ ” … € × ² ● ½", "baris\nbaris\tdua\u00a0x"):
        assert drawn(text) == text


def test_what_cannot_be_drawn_or_seen_is_a_square():
    assert drawn("Budi 😀") == f"Budi {MISSING}"
    assert drawn("Sla\u202emet") == f"Sla{MISSING}met"
    assert drawn("\u0633\u6f22") == MISSING * 2


def test_everywhere_in_the_data_and_only_in_texts():
    assert drawn({"a": ["😀", 1, None, {"b": "x"}], "c": True}) == {
        "a": [MISSING, 1, None, {"b": "x"}],
        "c": True,
    }


def test_the_paper_shows_the_square():
    text = text_of(compiled(letter(paragraphs=["Kepada Budi 😀 dan \u202eSlamet."])))
    assert squeezed(f"Kepada Budi {MISSING} dan {MISSING}Slamet.") in text
