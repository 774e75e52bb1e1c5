"""The seal of plain data: the same for the same data however they are put, another for any change."""

from hashlib import sha256

import pytest

from rutan.reports.domain.sealing import NotSealable, canonical, digest_of


def test_one_spelling_whatever_the_order():
    data = {"b": [1, None, True], "a": {"y": "é", "x": -2}}
    assert canonical(data) == '{"a":{"x":-2,"y":"é"},"b":[1,null,true]}'.encode()
    assert canonical(dict(reversed(data.items()))) == canonical(data)
    assert digest_of(data) == sha256(canonical(data)).hexdigest()


@pytest.mark.parametrize("other", [{"a": 2}, {"a": "1"}, {"b": 1}, {"a": [1]}, {"a": 1, "b": None}])
def test_every_change_breaks_it(other):
    assert digest_of(other) != digest_of({"a": 1})


@pytest.mark.parametrize(
    "bad", [{"a": 1.0}, [float("nan")], {1: 2}, {"a": (1,)}, {"a": {"b": object()}}, b"x"]
)
def test_refuses_what_has_two_spellings(bad):
    with pytest.raises(NotSealable):
        canonical(bad)
