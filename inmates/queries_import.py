"""What the pages of a register file read, beside its preview."""

from inmates import wording_import
from inmates.domain.register_codes import register_key
from inmates.domain.register_layout import RegisterFile
from inmates.enums import ImportState
from inmates.models import ImportRow, Inmate, RegisterImport
from inmates.queries_holding import waiting_rows
from inmates.queries_mapping import meanings_of
from inmates.queries_preview import rows_left_out
from inmates.register_file import read_register
from inmates.register_rejects import Reasons, reasons_by_place

# A file in these states has rows that were judged.
HAS_ROWS = (
    ImportState.JUDGED,
    ImportState.APPLYING,
    ImportState.APPLIED,
    ImportState.DISCARDED,
    ImportState.UNDONE,
)


def next_waiting(register_import: RegisterImport) -> int | None:
    """Return the first held row that nobody has decided."""
    return waiting_rows(register_import).values_list("pk", flat=True).first()


def stored_person(row: ImportRow) -> Inmate | None:
    """Return whom the register number of a held row finds."""
    people = Inmate.objects.at(row.register_import.facility)
    exact = people.filter(register_number=row.register_number).first()
    if exact:
        return exact
    key = register_key(row.register_number)
    numbers = people.values_list("pk", "register_number")
    found = next((pk for pk, number in numbers if register_key(number) == key), None)
    return people.filter(pk=found).first() if found else None


def left_out_of(register_import: RegisterImport) -> tuple[RegisterFile, Reasons]:
    """Return a file as it is laid out, and why rows of it are not stored."""
    file = read_register(bytes(register_import.content), meanings_of(register_import))
    rows = rows_left_out(register_import)
    return file, reasons_by_place([(row.sheet, row.line, wording_import.left_out(row)) for row in rows])
