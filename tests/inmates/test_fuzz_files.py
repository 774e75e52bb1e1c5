"""Two thousand damaged files: each is refused in words or judged row by row, in bounded time, and none is half stored."""

import io
import random
import time
import uuid
import zipfile
from datetime import date
from pathlib import Path

import pytest

from inmates import wording
from inmates.domain.judging import judge
from inmates.models import ImportRow, Inmate, RegisterImport
from inmates.register_file import columns_of_file, read_register_file
from inmates.services import hand_in_register, import_register, judge_handed_in
from inmates.unreadable import RegisterFileUnreadable
from rutan.accounts.permissions import Role
from tests.factories import accounts

DATA = Path(__file__).parent.parent / "data" / "register"
SAMPLES = [
    (DATA / name).read_bytes()
    for name in ("register-clean.csv", "register-messy.csv", "register-office.xlsx")
]
# The first lines of the text files: small ones are read often.
SMALL = [b"\n".join(sample.splitlines()[:12]) for sample in SAMPLES[:2]]
ON = date(2026, 11, 24)
PLACES = ["A1", "A2", "B1"]
FILES, THROUGH_THE_SERVICE, SHARES = 2_000, 60, 8
LONGEST = 5.0
FORMULAS = (
    b'=HYPERLINK("http://x","y")',
    b"+cmd|' /C calc'!A0",
    b"-2+3",
    b"@SUM(1)",
    b"\t=1",
    b"<script>alert(1)</script>",
)


def cut(content, chance):
    return content[: chance.randrange(len(content))]


def flipped(content, chance):
    damaged = bytearray(content)
    for _ in range(chance.randrange(1, 60)):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def with_noise(content, chance):
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.randrange(1, 400)) + content[at:]


def noise(_content, chance):
    start = chance.choice(
        [
            b"",
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"%PDF-1.7\n",
            b"\x89PNG\r\n",
            b"\xff\xfe",
        ]
    )
    return start + chance.randbytes(chance.randrange(0, 3_000))


def recoded(_content, chance):
    text = chance.choice(SMALL).decode("utf-8", "replace")
    encoding = chance.choice(
        ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037", "cp1252", "utf-7", "utf-8-sig"]
    )
    return text.encode(encoding, "replace")


def wrongly_marked(_content, chance):
    return chance.choice([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff"]) + chance.choice(
        SMALL
    )


def with_formulas(_content, chance):
    rows = chance.choice(SMALL).splitlines()
    sign = b";" if b";" in rows[0] else b","
    for at in range(1, len(rows)):
        cells = rows[at].split(sign)
        cells[chance.randrange(len(cells))] = chance.choice(FORMULAS)
        rows[at] = sign.join(cells)
    return b"\n".join(rows)


def quoted_without_end(_content, chance):
    rows = chance.choice(SMALL).splitlines()
    rows[chance.randrange(len(rows))] += chance.choice(
        [b'"', b'""""', b'"a""b', b',"', b';"x\n"";"']
    ) * chance.randrange(1, 9)
    return b"\n".join(rows)


def with_nuls(_content, chance):
    rows = bytearray(chance.choice(SMALL))
    for _ in range(chance.randrange(1, 20)):
        rows.insert(chance.randrange(len(rows)), 0)
    return bytes(rows)


def wide(_content, chance):
    columns = chance.choice([201, 5_000, 60_000]) if chance.random() < 0.9 else 1_000_000
    return chance.choice(SMALL) + b"\n" + chance.choice([b",", b";", b"\t"]) * columns + b"x"


def long_cells(_content, chance):
    return (
        chance.choice(SMALL) + b"\n1,A.I,AI.1/2026," + b"a" * chance.choice([61, 201, 140_000]) + b",,,,,,,,,"
    )


def repacked(_content, chance):
    """A workbook with one part replaced: by nothing, noise, a bomb, an entity, a row far away, a million columns."""
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cell = (
        b'<row r="99999999"><c r="ZZZZZZ99" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    shared = b'<row r="1"><c r="XFD1" t="s"><v>999999</v></c></row></sheetData></worksheet>'
    instead = chance.choice([
        b"", chance.randbytes(200), b"<x>" * 5_000, b"\x00" * 3_000_000,
        b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData>&b;</sheetData></worksheet>',
        sheet + cell, sheet + shared,
    ])  # fmt: skip
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLES[2])) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        damaged = chance.choice(names)
        for name in source.namelist():
            made.writestr(name, instead if name == damaged else source.read(name))
    return target.getvalue()


KINDS = (
    cut, flipped, with_noise, noise, recoded, wrongly_marked, with_formulas, quoted_without_end, with_nuls, wide, long_cells,
    repacked,
)  # fmt: skip


def damaged(number):
    """The file of a number, the same at each run. Workbooks take long, so text is damaged more often."""
    chance = random.Random(number)
    sample = SAMPLES[2] if number % 10 == 0 else chance.choice(SMALL)
    return KINDS[number % len(KINDS)](sample, chance)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_damaged_file_is_refused_in_words_or_judged_row_by_row(share):
    refused = 0
    for number in range(share, FILES, SHARES):
        content, begun = damaged(number), time.process_time()
        try:
            judgement = judge(read_register_file(content), on=ON, stored={}, places=PLACES)
        except RegisterFileUnreadable as refusal:
            assert wording.unreadable(refusal), number
            refused += 1
        else:
            assert sum(judgement.totals.values()) == len(judgement.rows), number
        assert time.process_time() - begun < LONGEST, number
    assert 0 < refused < FILES / SHARES


@pytest.mark.django_db
def test_through_the_service_a_damaged_file_is_stored_whole_or_not_at_all():
    place = accounts.facility()
    by = accounts.user_with(Role.REGISTRAR, facility=place)
    for number in range(THROUGH_THE_SERVICE):
        content = damaged(number * 7)
        facts = {"content": content, "file_name": "x", "judged_on": ON, "facility": place, "by": by}
        file = judge_handed_in(hand_in_register(**facts, request_key=uuid.uuid4()))
        assert file.state in ("judged", "unreadable", "unmapped"), number
        assert file.rows.exists() == (file.state == "judged" and bool(file.totals)), number
        assert Inmate.objects.count() == 0
    assert {file.state for file in RegisterImport.objects.all()} >= {"judged", "unreadable"}
    assert ImportRow.objects.exclude(inmate=None).count() == 0


@pytest.mark.django_db
def test_stored_by_the_command_a_damaged_file_leaves_its_good_rows_or_nothing():
    place = accounts.facility()
    good = 0
    for number in range(THROUGH_THE_SERVICE):
        before = Inmate.objects.count()
        try:
            judgement = import_register(content=damaged(number * 11), facility=place, on=ON, by=None)
        except RegisterFileUnreadable:
            assert Inmate.objects.count() == before, number
        else:
            new = sum(row.writes and row.is_new for row in judgement.rows)
            assert Inmate.objects.count() == before + new, number
            good += new
    assert good > 0


def test_the_columns_of_a_damaged_file_are_told_or_it_is_refused():
    for number in range(0, FILES, 9):
        try:
            found = columns_of_file(damaged(number))
        except RegisterFileUnreadable:
            continue
        assert len({column.key for column in found}) == len(found), number
