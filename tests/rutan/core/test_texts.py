"""Signs nobody sees are named beside the field, in words, with what they follow."""

import pytest
from django import forms
from django.utils import translation

from rutan.core.texts import TextField

SAID = {
    "Sla\u202emet": "Sesudah “Sla” ada tanda pembalik arah tulisan (U+202E). Hapus tanda itu.",
    "\u200fSlamet": "Teks diawali tanda pembalik arah tulisan (U+200F). Hapus tanda itu.",
    "Sla\u200bmet": "Sesudah “Sla” ada tanda tak terlihat (U+200B). Hapus tanda itu.",
    "Sla\x07met": "Sesudah “Sla” ada tanda kendali (U+0007). Hapus tanda itu.",
    "Satu\u2028dua": "Sesudah “Satu” ada ganti baris tak terlihat (U+2028). Hapus tanda itu.",
    "Sla\ue000met": "Sesudah “Sla” ada tanda yang tidak dikenal (U+E000). Hapus tanda itu.",
    "Muhammad Abdurrahman\u202e": "Sesudah “mad Abdurrahman” ada tanda pembalik arah tulisan (U+202E). Hapus tanda itu.",
}


class Form(forms.Form):
    """One text."""

    name = TextField(max_length=200, widget=forms.Textarea)


@pytest.mark.parametrize("typed", SAID)
def test_a_hidden_sign_is_named(typed):
    with translation.override("id"):
        form = Form({"name": typed})
        assert form.errors == {"name": [SAID[typed]]}
        assert form["name"].value() == typed  # nothing typed is lost


@pytest.mark.parametrize(
    "typed", ["Ni Kadek Ayu", "Café “Budi” – nº 5", "baris\r\nbaris\tdua", "😀 baik", "x\u00a0y", "Ŵé ẹ̀"]
)
def test_what_can_be_seen_may_be_typed(typed):
    assert Form({"name": typed}).is_valid()


def test_of_nul_only_one_thing_is_said():
    assert len(Form({"name": "a\x00b"}).errors["name"]) == 1
