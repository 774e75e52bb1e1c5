"""What is refused stands beside the field it is about, else above the form."""

from django import forms

from rutan.core.beside import say_beside
from rutan.core.errors import Refused


class Form(forms.Form):
    day = forms.CharField()
    reason = forms.CharField()


class Worded(Refused):
    @property
    def messages(self):
        return ["Ditolak."]


def errors(refusal):
    form = Form({"day": "besok", "reason": "x"})
    say_beside(form, refusal)
    return form.errors.get_json_data(), form["day"].value()


def said(found):
    return [each["message"] for each in found]


def test_each_sentence_stands_beside_its_field_and_what_was_typed_stays():
    found, typed = errors(Refused("Terlalu dini.", "Sudah pergi.", "Siapa?", fields=["day", None, "person"]))
    assert (said(found["day"]), said(found["__all__"])) == (["Terlalu dini."], ["Sudah pergi.", "Siapa?"])
    assert typed == "besok"


def test_sentences_without_a_field_stand_above_the_form():
    found, _typed = errors(Refused("Satu.", "Dua.", fields=["reason"]))
    assert (said(found["reason"]), said(found["__all__"])) == (["Satu."], ["Dua."])
    assert said(errors(Refused("Tiga."))[0]["__all__"]) == ["Tiga."]


def test_a_refusal_that_words_itself_says_each_sentence_once():
    found, _typed = errors(Worded("code", "another", fields=["day", "reason"]))
    assert {name: said(each) for name, each in found.items()} == {"day": ["Ditolak."]}
