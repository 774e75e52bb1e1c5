"""Every stored field is classified, kept for a time, and leads to the person it is about."""

import tomllib
from copy import deepcopy

import pytest

from inmates.models import FormerName, Inmate, Stay
from rutan.protection.domain.classification import BadClassification, parse
from rutan.protection.reader import FILE, classification
from tests.architecture.classification_rules import faults, stored_models

DATA = tomllib.loads(FILE.read_text())
FORMER = "inmates.FormerName"
MODELS = [Inmate, Stay, FormerName]
LABELS = [model._meta.label for model in MODELS]


def changed(label=FORMER, /, **facts):
    """The file as it is for three models, with one of them described otherwise; None takes something away."""
    data = deepcopy({name: facts for name, facts in DATA.items() if "." not in name or name in LABELS})
    for name, value in facts.items():
        if value is None:
            del data[label][name]
        else:
            data[label][name] = value
    return data


def test_every_model_is_classified():
    assert list(faults(classification(), stored_models())) == []


def test_three_models_alone_have_no_faults():
    assert list(faults(parse(changed()), MODELS)) == []


FAULTS = {
    "an unclassified field": ({"personal": "full_name nik reason document_number"}, "until_at is not classified"),
    "a field that is gone": ({"plain": "nickname"}, "nickname is classified and does not exist"),
    "a way that is not named": ({"path": ["inmate.nobody"]}, "inmate leads to a person and is no path"),
    "a way to nobody": ({"path": ["inmate", "facility"]}, "the path facility leads to nobody"),
    "a free text": ({"erase": {"full_name": "name", "nik": "blank", "reason": "words"}},
                    "document_number is text and neither erased nor kept with a reason"),
    "a day that is gone": ({"day": "since_at"}, "there is no since_at"),
    "an officer": ({"personal": f"{DATA[FORMER]['personal']} recorded_by"},
                   "recorded_by leads to an officer and is not staff"),
    "a title of nothing": ({"shown": "inmate.nickname"}, "there is no inmate.nickname"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_finds(name):
    facts, fault = FAULTS[name]
    assert f"{FORMER}: {fault}" in list(faults(parse(changed(**facts)), MODELS))


def test_finds_a_model_that_is_not_there_and_one_that_is_not_classified():
    data = changed()
    data["inmates.Nickname"] = data.pop(FORMER)
    assert list(faults(parse(data), MODELS)) == [
        "inmates.Nickname: there is no such model",
        f"{FORMER}: not classified, and without retention",
    ]


def test_what_is_about_somebody_else_is_classified_and_never_told():
    data = changed(personal="full_name nik document_number until_at", others="reason")
    table = parse(data).tables[FORMER]
    assert table.kind_of("reason") == "others"
    assert "reason" not in table.told
    assert list(faults(parse(data), MODELS)) == []


REFUSED = {
    "no retention": {"retention": None},
    "a retention nobody described": {"retention": "for ever"},
    "people without an end": {"retention": "house"},
    "no title": {"title": " "},
    "an unknown key": {"colour": "red"},
    "a field of two kinds": {"sensitive": "nik"},
    "an unknown rule": {"erase": {"nik": "burn"}},
    "a rule for no field": {"erase": {"nickname": "blank"}},
    "erased and kept": {"kept": {"nik": "why"}},
    "a list of names": {"plain": ["id"]},
    "half a way": {"path": ["<inmates.Photo"]},
    "its own clock without a day": {"retention": "import", "day": ""},
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_to_read(name):
    with pytest.raises(BadClassification):
        parse(changed(**REFUSED[name]))


@pytest.mark.parametrize(
    "rule",
    [
        {"years": 0, "counts": "left", "why": "x"},
        {"years": 5, "counts": "never", "why": "x"},
        {"years": -1, "counts": "row", "why": "x"},
        {"years": True, "counts": "row", "why": "x"},
        {"years": 5, "counts": "moon", "why": "x"},
        {"years": 5, "counts": "row", "why": ""},
        {"years": 5, "counts": "row"},
    ],
)
def test_refuses_a_retention(rule):
    data = changed()
    data["retention"]["register"] = rule
    with pytest.raises(BadClassification):
        parse(data)


def test_refuses_a_section_nobody_knows():
    with pytest.raises(BadClassification):
        parse(changed() | {"colours": {}})
