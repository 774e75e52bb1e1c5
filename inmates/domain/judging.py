"""Judging a register file: what importing each row would do, and everything that is to be said about it.

Two decisions that the contract leaves open:

* **A file never empties a field.** Where a row is silent (no such column, an empty cell, an invalid NIK, an
  unknown cell) what is stored stays. An export without a column, or a number that a spreadsheet spoiled, must
  not wipe out what a person has entered; a field is emptied on the person's page.
* **One NIK, one person.** A valid NIK that another register number holds already, stored or earlier in the
  file, is ``bad_nik`` and not stored: it cannot be right for both (domain.md 3.3: unique if present).

It follows from the first that a row without an expiry date may leave a stored one before its new admission
date; that row is ``expiry_before_admission`` as well.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypedDict

from inmates.domain.cell_faults import Cells
from inmates.domain.places import Places
from inmates.domain.reading import read_row
from inmates.domain.register_codes import register_key
from inmates.domain.register_row import FieldValue, RegisterRow
from inmates.domain.register_table import RawRow
from inmates.domain.row_codes import Outcome, RowCode, in_order

# What is stored of the people of one facility: by :func:`register_key` of the register number, their fields
# under the names of RegisterRow.
Stored = Mapping[str, Mapping[str, FieldValue]]


class RowAsJson(TypedDict):
    line: int
    register_number: str
    outcome: str
    codes: list[str]


class JudgementAsJson(TypedDict):
    rows: list[RowAsJson]
    totals: dict[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a stored person that the row gives another value."""

    field: str
    old: FieldValue
    new: FieldValue


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with its outcome; ``changes`` has something only if the person is stored and the row no error.

    ``cells`` names the columns of the codes that are about single cells.
    """

    line: int
    sheet: str
    row: RegisterRow
    outcome: Outcome
    codes: tuple[RowCode, ...]
    changes: tuple[Change, ...]
    is_new: bool
    cells: Cells = field(default_factory=dict)

    @property
    def register_number(self) -> str:
        return self.row.register_number

    @property
    def key(self) -> str:
        """The register number as it is compared; finds the person in what is stored."""
        return register_key(self.row.register_number)

    @property
    def moves(self) -> bool:
        """Whether importing the row puts somebody known into another cell."""
        return any(change.field == "cell" for change in self.changes)

    @property
    def writes(self) -> bool:
        """Whether importing the row writes anything."""
        return self.outcome not in {Outcome.UNCHANGED, Outcome.ERROR}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rows in the order of the file, and how many have each outcome (those of no row are absent)."""

    rows: tuple[JudgedRow, ...]
    totals: Mapping[Outcome, int]

    def as_json(self) -> JudgementAsJson:
        """Return what ``import_register --json`` prints."""
        return {
            "rows": [
                {
                    "line": row.line,
                    "register_number": row.register_number,
                    "outcome": row.outcome.value,
                    "codes": [code.value for code in row.codes],
                }
                for row in self.rows
            ],
            "totals": {outcome.value: self.totals[outcome] for outcome in sorted(self.totals)},
        }


def judge(
    rows: Iterable[RawRow],
    *,
    on: date,
    stored: Stored,
    places: Iterable[str],
    nik_holders: Mapping[str, str] | None = None,
) -> Judgement:
    """Judge ``rows`` on a day against what is ``stored`` of the facility and its ``places`` ("A1").

    :param nik_holders: the key of the person who holds each NIK, if not everybody stored holds theirs (the
        NIK of somebody who has left may come back under a new register number).
    """
    cells = Places(places)
    file = _FileSoFar(dict(_holders(stored) if nik_holders is None else nik_holders))
    judged = tuple(_judge_row(raw, on=on, stored=stored, places=cells, file=file) for raw in rows)
    return Judgement(judged, Counter(row.outcome for row in judged))


def without_moves(judgement: Judgement, held: Collection[str]) -> Judgement:
    """Let people stay in their cells whom the file would bring together with somebody they are kept apart from.

    The rest of their rows stands. Such a row says something new that is not taken, so it is a warning, however little
    is left of it.

    :param held: the keys of their register numbers.
    """
    rows = tuple(_without_move(row) if row.key in held and row.moves else row for row in judgement.rows)
    return Judgement(rows, Counter(row.outcome for row in rows))


def _without_move(row: JudgedRow) -> JudgedRow:
    return replace(
        row,
        outcome=Outcome.WARNING,
        codes=in_order({*row.codes, RowCode.KEPT_APART}),
        changes=tuple(change for change in row.changes if change.field != "cell"),
    )


@dataclass(slots=True)
class _FileSoFar:
    """What the rows read before and the people stored have taken: numbers, and whose each NIK is."""

    holders: dict[str, str]
    numbers: set[str] = field(default_factory=set)

    def has_number(self, key: str) -> bool:
        """Say whether an earlier row had the number, and remember it. No number is nobody's double."""
        seen = bool(key) and key in self.numbers
        self.numbers.add(key)
        return seen

    def is_anothers(self, nik: str, key: str) -> bool:
        return bool(nik) and self.holders.get(nik, key) != key

    def take(self, nik: str, key: str) -> None:
        if nik:
            self.holders.setdefault(nik, key)


def _holders(stored: Stored) -> dict[str, str]:
    return {str(person["nik"]): key for key, person in stored.items() if person.get("nik")}


def _judge_row(raw: RawRow, *, on: date, stored: Stored, places: Places, file: _FileSoFar) -> JudgedRow:
    reading = read_row(raw, on=on, places=places)
    row, codes = reading.row, set(reading.codes)
    key = register_key(row.register_number)
    if file.has_number(key):
        codes.add(RowCode.DUPLICATE_IN_FILE)
    elif file.is_anothers(row.nik, key):
        codes = codes - {RowCode.NIK_BIRTH_DATE_MISMATCH, RowCode.NIK_SEX_MISMATCH} | {RowCode.BAD_NIK}
        row = replace(row, nik="")
    known = stored.get(key)
    if known is not None and _outlives(row, known.get("expires_on")):
        codes.add(RowCode.EXPIRY_BEFORE_ADMISSION)
    is_error = any(code.is_error for code in codes)
    if not is_error:
        file.take(row.nik, key)
    # Of a row that was merged nothing is taken: the file tells the person under the number that goes on.
    skipped = is_error or known is None or known.get("is_merged", False)
    changes = () if skipped or known is None else _changes(row, known)
    outcome = _outcome(is_error=is_error, is_new=known is None, changes=changes, codes=codes)
    is_new = known is None
    return JudgedRow(raw.line, raw.sheet, row, outcome, in_order(codes), changes, is_new, reading.cells)


def _outlives(row: RegisterRow, stored_expiry: FieldValue) -> bool:
    """Say whether the row admits the person after the stored expiry date that it leaves as it is."""
    if row.expires_on or row.admitted_on is None or not isinstance(stored_expiry, date):
        return False
    return stored_expiry < row.admitted_on


def _outcome(*, is_error: bool, is_new: bool, changes: tuple[Change, ...], codes: set[RowCode]) -> Outcome:
    if is_error:
        return Outcome.ERROR
    if not is_new and not changes:
        return Outcome.UNCHANGED
    if codes:
        return Outcome.WARNING
    return Outcome.NEW if is_new else Outcome.CHANGED


def _changes(row: RegisterRow, known: Mapping[str, FieldValue]) -> tuple[Change, ...]:
    return tuple(
        Change(name, known.get(name), new)
        for name, new in row.values().items()
        # The number is how the person was found; another spelling of it is no change. Who has left has no cell.
        if name != "register_number"
        and new != known.get(name)
        and (name != "cell" or known.get("is_here", True))
    )
