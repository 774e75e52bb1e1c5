"""Equal data has one digest, however it is written."""

import hashlib

import pytest

from rutan.letters.domain.frozen import canonical, digest_of
from rutan.letters.domain.names import official_name


def test_the_order_of_keys_does_not_matter_and_everything_else_does():
    one = {"b": [1, "é"], "a": None}
    assert canonical(one) == '{"a":null,"b":[1,"é"]}'.encode()
    assert digest_of(one) == digest_of({"a": None, "b": [1, "é"]})
    assert digest_of(one) == hashlib.sha256('{"a":null,"b":[1,"é"]}'.encode()).hexdigest()
    assert digest_of(one) != digest_of({"a": None, "b": ["é", 1]})


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError):
        canonical({"a": float("nan")})


def test_the_kind_of_an_office_is_written_out():
    assert official_name("Rutan Kelas IIB Banjarnegara") == "Rumah Tahanan Negara Kelas IIB Banjarnegara"
    assert official_name("Lapas Semarang") == "Lembaga Pemasyarakatan Semarang"
    assert official_name("Kantor Contoh") == "Kantor Contoh"
