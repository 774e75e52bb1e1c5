"""Whole register files: the samples with their expected outcomes, and what is no register file."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inmates import register_file
from inmates.domain.columns import Column
from inmates.domain.judging import judge
from inmates.register_file import read_register_file
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason
from rutan.core.errors import Refused

DATA = Path(__file__).parents[1] / "data" / "register"
SAMPLES = ["register-clean.csv", "register-messy.csv", "register-office.xlsx"]
PLACES = {f"{block}{cell}" for block in "ABC" for cell in range(1, 6)}
JUDGED_ON = date(2026, 11, 24)


def judged(name, stored):
    rows = read_register_file((DATA / name).read_bytes())
    return judge(rows, on=JUDGED_ON, stored=stored, places=PLACES)


def stored_from(judgement):
    return {row.key: dict(row.row.values()) for row in judgement.rows if row.writes}


def refusal(content):
    with pytest.raises(RegisterFileUnreadable) as caught:
        read_register_file(content)
    return (caught.value.reason, *caught.value.details)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_come_out_exactly_as_expected(name):
    expected = json.loads((DATA / f"{name}.expected.json").read_text())
    assert json.loads(json.dumps(judged(name, {}).as_json())) == expected


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        ("register-clean.csv", {"unchanged": 160}),
        ("register-messy.csv", {"error": 35, "unchanged": 37}),
        ("register-office.xlsx", {"unchanged": 60}),
    ],
)
def test_the_same_file_again_changes_nothing(name, totals):
    first = judged(name, {})
    again = judged(name, stored_from(first))
    assert again.as_json()["totals"] == totals
    assert [row.codes for row in again.rows] == [row.codes for row in first.rows]
    assert [row.changes for row in again.rows if row.changes] == []


def test_values_of_the_messy_sample():
    rows = {row.line: row.row for row in judged("register-messy.csv", {}).rows}
    assert rows[10].full_name == "Fajar Santoso"
    assert rows[10].register_code == "B.I"
    assert rows[11].address == 'Dusun Krajan\nRT 02 RW 03\nKec. "Madukara"'
    assert rows[14].remark == '=HYPERLINK("http://127.0.0.1/x","klik")'
    assert rows[15].full_name == "<script>alert(1)</script> Joko Saputra"
    assert rows[19].full_name == "René Firmansyah"
    assert (rows[20].born_on, rows[20].admitted_on) == (date(1976, 9, 29), date(2026, 6, 29))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (UnreadableReason.EMPTY,)),
        (b"\xef\xbb\xbf \r\n\t", (UnreadableReason.EMPTY,)),
        (b"\xff\xfe", (UnreadableReason.EMPTY,)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, (UnreadableReason.OLD_SPREADSHEET,)),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            (UnreadableReason.PASSWORD_PROTECTED,),
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", (UnreadableReason.NOT_A_TABLE,)),
        (b"%PDF-1.7\n\x00\x01\x02", (UnreadableReason.NOT_A_TABLE,)),
        (b"\xff\xfea", (UnreadableReason.NOT_A_TABLE,)),
        (b"<html><table><tr><td>Nama</td></tr></table>", (UnreadableReason.WEB_PAGE,)),
        (b'\xef\xbb\xbf\r\n<?xml version="1.0"?><Workbook/>', (UnreadableReason.WEB_PAGE,)),
        (b"Laporan bulan ini", (UnreadableReason.NO_HEADER,)),
    ],
)
def test_what_is_no_register_file_is_refused_with_its_reason(content, expected):
    assert refusal(content) == expected


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(register_file, "MAX_BYTES", 10)
    assert refusal(b"x" * 11) == (UnreadableReason.TOO_LARGE, 10)
    assert refusal(b"x" * 10) == (UnreadableReason.NO_HEADER,)


def test_the_refusal_is_one_a_person_can_act_on():
    assert issubclass(RegisterFileUnreadable, Refused)


STARTS = [
    b"",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"No. Register;Nama;Tgl Lahir;JK;Tgl Masuk\n",
]


@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(start, rest):
    try:
        rows = read_register_file(start + rest)
    except RegisterFileUnreadable as refused:
        assert refused.reason in UnreadableReason
    else:
        assert {Column.REGISTER_NUMBER, Column.FULL_NAME} <= {
            column for row in rows for column in row.values
        } or not rows


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 12_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(at, damage):
    content = bytearray((DATA / "register-office.xlsx").read_bytes())
    content[at : at + len(damage)] = damage
    try:
        judge(read_register_file(bytes(content)), on=JUDGED_ON, stored={}, places=PLACES)
    except RegisterFileUnreadable as refused:
        assert refused.reason in UnreadableReason


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 14_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_text_is_judged_or_refused(at, damage):
    content = bytearray((DATA / "register-messy.csv").read_bytes())
    content[at : at + len(damage)] = damage
    try:
        judge(read_register_file(bytes(content)), on=JUDGED_ON, stored={}, places=PLACES)
    except RegisterFileUnreadable as refused:
        assert refused.reason in UnreadableReason
