"""The register files of the offices, from the file to the stored rows."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from inmates import wording
from inmates.domain.row_codes import Outcome, RowCode
from inmates.models import Block, Cell, Inmate
from inmates.unreadable import UnreadableReason
from rutan.audit.models import Event
from tests.factories import accounts, inmates, registers

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent.parent / "data" / "register"
FILES = sorted(DATA.glob("register-*.csv")) + sorted(DATA.glob("register-*.xlsx"))
ON = "2026-11-24"


@pytest.fixture
def facility():
    place = accounts.facility(code="KSG", name="Rutan Kosong")
    for code in "ABC":
        block = Block.objects.create(facility=place, code=code)
        Cell.objects.bulk_create(Cell(facility=place, block=block, code=f"{code}{n}") for n in range(1, 6))
    return place


def imported(file, *options):
    out = StringIO()
    call_command(
        "import_register", str(file), "--facility", "KSG", "--on", ON, "--json", *options, stdout=out
    )
    return json.loads(out.getvalue())


def stored():
    return list(Inmate.objects.order_by("pk").values())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_outcome_of_every_row_is_the_expected_one(facility, file):
    expected = json.loads(Path(f"{file}.expected.json").read_text())
    assert imported(file) == expected
    good = sum(count for outcome, count in expected["totals"].items() if outcome != "error")
    assert Inmate.objects.at(facility).count() == good


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_same_file_again_changes_nothing(facility, file):
    first = imported(file)
    before = stored()
    history = apps.get_model("inmates", "InmateEvent").objects.count()
    again = imported(file)
    assert {row["outcome"] for row in again["rows"]} <= {"unchanged", "error"}
    assert len(again["rows"]) == len(first["rows"])
    assert stored() == before
    assert apps.get_model("inmates", "InmateEvent").objects.count() == history


def test_a_dry_run_says_the_same_and_stores_nothing(facility):
    assert imported(FILES[0], "--dry-run") == imported(FILES[0])
    assert Event.objects.filter(action="inmates.register.imported").count() == 1


def test_what_is_stored_is_what_the_row_says(facility):
    imported(DATA / "register-clean.csv")
    person = Inmate.objects.get(register_number="BI.1/2025")
    assert (person.full_name, person.nik, person.born_on, person.sex, person.register_code) == (
        "Galih Wicaksono",
        "3304091303700025",
        date(1970, 3, 13),
        "L",
        "B.I",
    )
    assert (person.cell.code, person.admitted_on, person.expires_on) == (
        "B2",
        date(2025, 11, 5),
        date(2032, 2, 28),
    )
    assert person.facility == facility


def test_only_what_differs_is_changed_and_the_old_value_is_remembered(facility):
    imported(DATA / "register-clean.csv")
    Inmate.objects.filter(register_number="BI.1/2025").update(
        full_name="Galih Wicaksana", remark="catatan petugas"
    )
    totals = imported(DATA / "register-clean.csv")["totals"]
    person = Inmate.objects.get(register_number="BI.1/2025")
    assert totals["changed"] == 1
    assert (person.full_name, person.remark) == ("Galih Wicaksono", "catatan petugas")
    history = apps.get_model("inmates", "InmateEvent").objects.filter(pgh_obj_id=person.pk).order_by("pgh_id")
    assert list(history.values_list("full_name", flat=True)) == [
        "Galih Wicaksono",
        "Galih Wicaksana",
        "Galih Wicaksono",
    ]


def told(file, *options):
    out = StringIO()
    call_command("import_register", str(file), "--facility", "KSG", "--on", ON, *options, stdout=out)
    return out.getvalue()


def test_a_cell_that_cannot_be_stored_leaves_the_other_rows_alone(facility, tmp_path):
    file = tmp_path / "register.csv"
    long, spoiled = (
        {"number": "AI.8/2026", "address": "x" * 2001},
        {"number": "AI.9/2026", "name": "Bu\x00di"},
    )
    both = {"number": "AI.10/2026", "name": "\x01" + "y" * 201, "address": "x" * 2001}
    file.write_bytes(registers.content({}, long, spoiled, both, {"number": "AI.11/2026"}))
    rows = imported(file)["rows"]
    assert [(row["line"], row["outcome"]) for row in rows] == [
        (2, "warning"), (3, "error"), (4, "error"), (5, "error"), (6, "warning"),
    ]  # fmt: skip
    assert [row["codes"][0] for row in rows[1:4]] == ["cell_too_long", "control_character", "cell_too_long"]
    assert sorted(Inmate.objects.values_list("register_number", flat=True)) == ["AI.11/2026", "AI.7/2026"]
    lines = told(file).splitlines()
    assert "Isi sel terlalu panjang untuk disimpan: alamat." in lines[1]
    assert "Isi sel memuat karakter yang tidak dapat dibaca: nama." in lines[2]
    assert "Isi sel terlalu panjang untuk disimpan: nama, alamat." in lines[3]


def test_headings_alone_import_nobody_and_say_so(facility, tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(registers.content())
    assert imported(file) == {"rows": [], "totals": {}}
    assert "tidak ada satu baris orang pun" in told(file)


def test_the_command_says_in_words_which_rows_wait_for_a_human(facility, tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(registers.content({}))
    told(file)
    assert "Ditahan" not in told(file)
    file.write_bytes(registers.content({"name": "Orang Lain", "born": "1980-01-01"}))
    for options in (("--dry-run",), ()):
        words = told(file, *options)
        assert "Ditahan, belum ada yang disimpan: data lain tersimpan pada nomor ini (nama" in words
        assert "1 baris" in words.splitlines()[-1]
    assert Inmate.objects.get().full_name == "Slamet Contoh"


def test_another_facilitys_register_is_not_touched(facility):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    inmates.inmate(facility=other, full_name="Orang Lain", register_number="BI.1/2025")
    imported(DATA / "register-clean.csv")
    assert Inmate.objects.get(facility=other).full_name == "Orang Lain"


def test_a_file_that_is_none_is_refused_in_words(facility, tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(CommandError, match="Ini bukan tabel"):
        imported(file)
    assert Inmate.objects.count() == 0


def test_an_unknown_facility_is_refused(tmp_path):
    with pytest.raises(CommandError, match="XXX"):
        call_command("import_register", str(FILES[0]), "--facility", "XXX")


def test_every_code_has_a_sentence():
    assert set(wording.ROW_CODES) == set(RowCode)
    assert set(wording.OUTCOMES) == set(Outcome)
    assert set(wording.REASONS) == set(UnreadableReason)
