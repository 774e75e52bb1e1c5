"""Reading the environment."""

import pytest

from rutan.environment import BadSetting, address, number


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


@pytest.mark.parametrize(("value", "read"), [("", 10), ("25", 25), (" 1 ", 1), ("100", 100)])
def test_a_number_is_read_within_its_bounds(value, read):
    assert (
        number("PULIH_UPLOAD_MAX_MB", 10, least=1, most=100, environ={"PULIH_UPLOAD_MAX_MB": value}) == read
    )


@pytest.mark.parametrize("value", ["0", "101", "-5", "1.5", "10MB", "²", "٣"])
def test_what_is_no_number_within_the_bounds_is_refused_by_name(value):
    with pytest.raises(BadSetting, match="PULIH_UPLOAD_MAX_MB"):
        number("PULIH_UPLOAD_MAX_MB", 10, least=1, most=100, environ={"PULIH_UPLOAD_MAX_MB": value})
