"""Importing a register of 20,000 invented rows: preview, memory, and storing against saving row by row.

Each step is a process of its own, so that its peak of memory is its own. Row history is on throughout.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from benchmarks.figure import Figure
from benchmarks.own_database import own_database

ROWS = int(os.environ.get("PULIH_BENCH_ROWS", "20000"))
ONE_BY_ONE = 500
ON = date(2026, 11, 24)
HEAD = (
    "No", "Kode Register", "No. Register", "Nama Lengkap", "Alias/Bin", "NIK", "Tempat Lahir", "Tanggal Lahir", "L/P",
    "Agama", "Pendidikan", "Pekerjaan", "Alamat", "Pasal", "Tgl. Masuk", "Tgl. Ekspirasi", "Blok/Kamar", "Keterangan",
)  # fmt: skip
FIRST = ("Agus", "Budi", "Cahyo", "Darto", "Eko", "Fajar", "Galih", "Heru", "Imam", "Joko")
LAST = ("Santoso", "Wicaksono", "Utomo", "Sutrisno", "Pratama", "Hidayat", "Nugroho", "Saputra")
# What an import of 20,000 rows may take on two cores, and how much faster than row by row it must be.
PREVIEW_SECONDS, MEMORY_MIB, FASTER = 20.0, 400.0, 10.0


def measure() -> list[Figure]:
    """Preview, store and store row by row, each in a process of its own; return the figures with their bounds."""
    with own_database() as environment, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.xlsx"
        write_register(file)

        def step(name: str) -> dict[str, float]:
            command = [sys.executable, "-m", "benchmarks.register_import", name, str(file)]
            done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
            return dict(json.loads(done.stdout))

        preview, stored, slow, undone = step("preview"), step("store"), step("one_by_one"), step("undo")
    ratio = (slow["seconds"] / ONE_BY_ONE) / (stored["seconds"] / ROWS)
    return [
        Figure(f"preview of {ROWS} rows", preview["seconds"], PREVIEW_SECONDS, "s"),
        Figure("memory of the preview", preview["mib"], MEMORY_MIB, "MiB"),
        Figure("memory of storing", stored["mib"], MEMORY_MIB, "MiB"),
        Figure(f"storing {ROWS} rows", stored["seconds"], 180.0, "s"),
        Figure("storing, times faster than row by row", ratio, FASTER, "x", at_least=True),
        Figure(f"undoing an import of {ROWS} rows", undone["seconds"], 180.0, "s"),
    ]


def invented(number: int, chance: random.Random) -> tuple[Any, ...]:
    """A row of somebody who does not exist."""
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(15_000))
    admitted = ON - timedelta(days=chance.randrange(1, 1_500))
    return (
        number, "B.I", f"BI.{number}/2026", f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}", "",
        f"3304{chance.randrange(1, 20):02}{born:%d%m%y}{number % 10_000:04}", "Banjarnegara", born, "L", "Islam",
        "SMA", "Buruh", f"RT {number % 20:02}, Desa Contoh, Kab. Banjarnegara", "112 ayat (1) UU 35/2009", admitted,
        ON + timedelta(days=chance.randrange(1, 2_000)), f"{chance.choice('ABC')}{chance.randrange(1, 6)}", "",
    )  # fmt: skip


def write_register(file: Path) -> None:
    """Write the workbook that is imported."""
    chance = random.Random(1)
    with xlsxwriter.Workbook(str(file)) as book:
        sheet, day = book.add_worksheet("Register"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEAD)
        for number in range(1, ROWS + 1):
            for column, value in enumerate(invented(number, chance)):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)


def preview(file: Path) -> None:
    """Hand the file in and judge it."""
    from inmates.services import hand_in_register, judge_handed_in

    facility, by = _house("A")
    handed_in = hand_in_register(
        content=file.read_bytes(),
        file_name=file.name,
        judged_on=ON,
        facility=facility,
        by=by,
        request_key=uuid.uuid4(),
    )
    judged = judge_handed_in(handed_in)
    assert sum(judged.totals.values()) == ROWS, judged.totals


def store(_file: Path) -> None:
    """Store the file whose preview was made."""
    from inmates.models import Inmate, RegisterImport
    from inmates.services import apply_register, confirm_register

    judged = RegisterImport.objects.get()
    assert judged.uploaded_by
    confirm_register(register_import=judged, by=judged.uploaded_by)
    apply_register(RegisterImport.objects.get())
    assert Inmate.objects.count() == ROWS


def one_by_one(_file: Path) -> None:
    """Save a sample of the rows as a form of one person would, with the stay and line that everybody has."""
    from django import forms
    from django.db import transaction

    from inmates.models import Cell, Inmate
    from inmates.services_stays import begin_stays

    form_class = forms.modelform_factory(Inmate, exclude=["state", "left_on"])
    facility, by = _house("B")
    cells = dict(Cell.objects.filter(facility=facility).values_list("code", "pk"))
    chance = random.Random(1)
    for number in range(1, ONE_BY_ONE + 1):
        row = invented(number, chance)
        data = {
            "facility": facility.pk, "register_code": row[1], "register_number": row[2], "full_name": row[3],
            "nik": row[5], "birth_place": row[6], "born_on": row[7], "sex": row[8], "religion": row[9],
            "education": row[10], "occupation": row[11], "address": row[12], "offence": row[13], "admitted_on": row[14],
            "expires_on": row[15], "cell": cells[row[16]],
        }  # fmt: skip
        with transaction.atomic():
            form = form_class(data)
            assert form.is_valid(), form.errors
            begin_stays([form.save()], by=by)


def undo(_file: Path) -> None:
    """Take the whole import back."""
    from inmates.models import RegisterImport
    from inmates.services_undo import undo_import

    stored = RegisterImport.objects.get()
    assert stored.applied_by
    undo_import(register_import=stored, by=stored.applied_by)


def _house(code: str) -> Any:
    """A facility with its cells and somebody who imports."""
    from inmates.models import Block, Cell
    from rutan.accounts.models import User
    from rutan.agencies.models import Facility

    facility, _ = Facility.objects.get_or_create(code=code, defaults={"name": f"Rutan {code}"})
    by, _ = User.objects.get_or_create(username="bench", defaults={"full_name": "Bench"})
    for block_code in "ABC":
        block, _ = Block.objects.get_or_create(facility=facility, code=block_code)
        for number in range(1, 6):
            Cell.objects.get_or_create(
                facility=facility, code=f"{block_code}{number}", defaults={"block": block}
            )
    return facility, by


STEPS = {"preview": preview, "store": store, "one_by_one": one_by_one, "undo": undo}


def main(name: str, file: str) -> None:
    """Run one step and print what it took."""
    import django

    django.setup()
    begun = time.perf_counter()
    STEPS[name](Path(file))
    seconds = time.perf_counter() - begun
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mib": mib, "cpu": time.process_time()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
