"""What an import wrote, where the people of it stand now, and what stands in the way of undoing it."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, QuerySet

from inmates import wording_apart, wording_import
from inmates.domain.holding import Verdict
from inmates.domain.register_row import plain
from inmates.domain.undoing import Hindrance, Situation, WrittenRow, hindrances, written
from inmates.enums import CustodyState, ImportState
from inmates.models import Cell, CellPlace, ImportRow, Inmate, RegisterEntry, RegisterImport, Stay
from inmates.queries import FIELDS
from inmates.queries_apart import beside_each
from rutan.agencies.models import Facility
from rutan.audit.history import HistoryEvent

SHOWN = 50


@dataclass(frozen=True)
class Undoing:
    """What undoing an import would do: how many people it voids and changes back, and what stands in the way."""

    made: int
    changed: int
    hindered: int
    shown: list[tuple[Inmate, str]]


def undoing_of(register_import: RegisterImport) -> Undoing:
    """Say what undoing would do; of what stands in the way the first rows, with names."""
    rows = written_rows(register_import)
    kept_apart = _kept_apart(register_import.facility, rows)
    found = hindrances(rows, _situations(register_import, rows, kept_apart))
    first = {
        each.person: wording_import.hindrance(each, kept_apart=kept_apart.get(each.person, ()))
        for each in found[:SHOWN]
    }
    written_by = _rows_that_wrote(register_import).filter(inmate__in=list(first)).select_related("inmate")
    shown = [(row.inmate, first[row.inmate.pk]) for row in written_by if row.inmate]
    made = sum(row.is_new for row in rows)
    return Undoing(made, len(rows) - made, len(found), shown)


def written_rows(register_import: RegisterImport) -> list[WrittenRow]:
    """Return what the rows of an import wrote."""
    found = []
    for row in _rows_that_wrote(register_import):
        changes = {field: (old, new) for field, (old, new) in row.changes.items()}
        verdict = Verdict(row.verdict) if row.verdict else None
        assert row.inmate_id is not None
        wrote = written(changes, row.doubts, verdict)
        found.append(WrittenRow(row.inmate_id, not changes, row.values if not changes else {}, wrote))
    return found


def _rows_that_wrote(register_import: RegisterImport) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(register_import=register_import).exclude(inmate=None).order_by("pk")


def hindrances_of(register_import: RegisterImport, rows: list[WrittenRow]) -> tuple[Hindrance, ...]:
    """Return everything that stands in the way of undoing an import."""
    kept_apart = _kept_apart(register_import.facility, rows)
    return hindrances(rows, _situations(register_import, rows, kept_apart))


def lines_of(register_import: RegisterImport) -> QuerySet[RegisterEntry]:
    """The lines that the rows of an import wrote into histories that were there before."""
    return RegisterEntry.objects.filter(import_rows__register_import=register_import)


def _kept_apart(facility: Facility, rows: Iterable[WrittenRow]) -> dict[int, list[str]]:
    """Who would come together with whom they are kept apart from, were all moved back: sentences by person."""
    cells = {cell.code: cell for cell in Cell.objects.at(facility)}
    former = {row.person: row.changes["cell"][0] for row in rows if "cell" in row.changes}
    into = {person: cells[code] for person, code in former.items() if code in cells}
    return beside_each(facility, into, wording_apart.TOGETHER_AGAIN)


def _situations(
    register_import: RegisterImport, rows: list[WrittenRow], kept_apart: Container[int]
) -> dict[int, Situation]:
    people = _rows_that_wrote(register_import)
    keys = people.order_by().values("inmate")
    new = {row.person for row in rows if row.is_new}
    later_imports = set(_later_rows(register_import, keys).values_list("inmate_id", flat=True))
    later_lines = _later_lines(register_import, keys, new) | (new & _moved_since(keys))
    used_by = _used_by(keys)
    taken = _taken_niks(register_import, rows)
    named = [f"inmate__{name}" for name in ("state", "voided_at", "cell__code", *FIELDS)]
    return {
        person["inmate"]: Situation(
            values={name: plain(person[f"inmate__{name}"]) for name in FIELDS}
            | {"cell": person["inmate__cell__code"]},
            is_here=person["inmate__state"] == CustodyState.IN_CUSTODY,
            is_void=person["inmate__voided_at"] is not None,
            later_import=person["inmate"] in later_imports,
            later_line=person["inmate"] in later_lines,
            used_by=frozenset(used_by.get(person["inmate"], ())),
            former_nik_taken=person["inmate"] in taken,
            kept_apart=person["inmate"] in kept_apart,
        )
        for person in people.values("inmate", *named)
    }


def _later_rows(register_import: RegisterImport, people: QuerySet[Any, Any]) -> QuerySet[ImportRow]:
    """Rows of files that were applied afterwards and wrote something of the same people."""
    later = RegisterImport.objects.filter(
        facility=register_import.facility,
        state=ImportState.APPLIED,
        applied_at__gt=register_import.applied_at,
    )
    return ImportRow.objects.filter(register_import__in=later.values("pk"), inmate__in=people)


def _later_lines(register_import: RegisterImport, people: QuerySet[Any, Any], new: set[int]) -> set[int]:
    """People whose history went on: beyond the first line, or beyond the line that the import wrote."""
    every = RegisterEntry.all_objects.filter(stay__inmate__in=people).order_by()
    several = every.values("stay__inmate").annotate(lines=Count("pk")).filter(lines__gt=1)
    found = new & set(several.values_list("stay__inmate", flat=True))
    wrote = dict(lines_of(register_import).values_list("stay__inmate", "pk"))
    last = dict(
        RegisterEntry.objects.filter(stay__inmate__in=list(wrote), stay__voided_at=None)
        .in_order()
        .values_list("stay__inmate", "pk")
    )
    written = ImportRow.objects.filter(register_import=register_import).exclude(entry=None)
    expected = dict(written.values_list("inmate_id", "entry_id"))
    return found | {person for person, line in expected.items() if last.get(person or 0) != line}


def _moved_since(people: QuerySet[Any, Any]) -> set[int]:
    """People who have had more than one place in a cell."""
    places = CellPlace.all_objects.filter(inmate__in=people).order_by().values("inmate")
    return set(places.annotate(places=Count("pk")).filter(places__gt=1).values_list("inmate", flat=True))


def _used_by(people: QuerySet[Any, Any]) -> dict[int, set[str]]:
    """What hangs on people, whichever package it is of: the names of the tables, by person. Void rows count as well."""
    found: dict[int, set[str]] = defaultdict(set)
    for model, path in _hanging():
        rows = model._base_manager.filter(**{f"{path}__in": people}).order_by()
        for person in rows.values_list(path, flat=True).distinct():
            found[person].add(model._meta.label)
    return found


def _hanging() -> Iterator[tuple[type[Model], str]]:
    """Every table that names a person or a stay, with the way to the person; but for what an import writes itself."""
    own = (Stay, RegisterEntry, ImportRow, CellPlace)
    for target, way in ((Inmate, ""), (Stay, "__inmate")):
        for relation in target._meta.related_objects:
            model = relation.related_model
            if not issubclass(model, (HistoryEvent, *own)):
                yield model, f"{relation.field.name}{way}"


def _taken_niks(register_import: RegisterImport, rows: Iterable[WrittenRow]) -> set[int]:
    """People whose former NIK somebody else in custody has by now."""
    former = {old: row.person for row in rows if not row.is_new for old in _former_niks(row)}
    here = Inmate.objects.at(register_import.facility).in_custody()
    holders = here.filter(nik__in=list(former)).values_list("nik", "pk")
    return {former[str(nik)] for nik, holder in holders if former[str(nik)] != holder}


def _former_niks(row: WrittenRow) -> list[str]:
    old, _new = row.changes.get("nik", (None, None))
    return [old] if old else []
