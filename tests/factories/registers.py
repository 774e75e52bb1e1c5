"""Register files that were handed in, judged and stored."""

import csv
import io
import uuid
from datetime import date

from inmates.models import RegisterImport
from inmates.services import apply_register, confirm_register, hand_in_register, judge_handed_in

ON = date(2026, 11, 24)
HEAD = (
    "Nomor Register",
    "Kode Register",
    "Nama",
    "NIK",
    "Tanggal Lahir",
    "Jenis Kelamin",
    "Tanggal Masuk",
    "Tanggal Ekspirasi",
    "Alamat",
)
FACTS = {
    "number": "AI.7/2026", "code": "A.I", "name": "Slamet Contoh", "nik": "", "born": "1990-05-05", "sex": "L",
    "admitted": "2026-09-01", "expires": "2026-12-20", "address": "Desa Contoh",
}  # fmt: skip


def content(*rows, head=HEAD):
    """A register file; each row says what differs from the usual one."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(head)
    writer.writerows(list({**FACTS, **row}.values()) for row in rows)
    return target.getvalue().encode()


def handed_in(*rows, facility, by, on=ON, **other):
    """A file that waits to be read."""
    facts = {"content": content(*rows), "file_name": "register.csv", "request_key": uuid.uuid4(), **other}
    return hand_in_register(facility=facility, by=by, judged_on=on, **facts)


def previewed(*rows, facility, by, **other):
    """A file whose rows were judged."""
    return judge_handed_in(handed_in(*rows, facility=facility, by=by, **other))


def stored(register_import, *, by):
    """A file whose preview was confirmed, with the good rows stored."""
    confirm_register(register_import=register_import, by=by)
    return apply_register(RegisterImport.objects.get(pk=register_import.pk))


def imported(*rows, facility, by, **other):
    """A file from hand to register."""
    return stored(previewed(*rows, facility=facility, by=by, **other), by=by)
