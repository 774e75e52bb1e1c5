"""Reading the environment."""

import pytest

from rutan.environment import BadSetting, address


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("https://pulih.example.org", "https://pulih.example.org"),
        ("https://pulih.example.org/", "https://pulih.example.org"),
        ("http://127.0.0.1:8113", "http://127.0.0.1:8113"),
        ("", "http://localhost"),
    ],
)
def test_an_address_is_read_without_its_last_slash(value, read):
    assert address("PULIH_ADDRESS", "http://localhost", {"PULIH_ADDRESS": value}) == read


@pytest.mark.parametrize(
    "value",
    [
        "pulih.example.org",
        "ftp://pulih.example.org",
        "https://",
        "https://a.example/b",
        "https://u@a.example",
    ],
)
def test_what_is_no_address_is_refused_by_name(value):
    with pytest.raises(BadSetting, match="PULIH_ADDRESS"):
        address("PULIH_ADDRESS", "http://localhost", {"PULIH_ADDRESS": value})
