"""What an office calls the columns of its register files."""

from collections.abc import Mapping
from dataclasses import dataclass

from inmates.domain.columns import Column, Meanings
from inmates.domain.naming import FileColumn
from inmates.models import ColumnMapping, RegisterImport
from inmates.register_file import columns_of_file
from inmates.unreadable import RegisterFileUnreadable
from rutan.agencies.models import Facility


@dataclass(frozen=True)
class NamedColumn:
    """A column of a file, and by whom and when its heading was given a meaning, if it was."""

    column: FileColumn
    remembered: ColumnMapping | None


def mapping_at(facility: Facility) -> dict[str, str]:
    """Return the headings a facility has named, each with its column; an empty one is not read."""
    return {each.heading: each.column for each in ColumnMapping.objects.at(facility)}


def meanings_at(facility: Facility) -> Meanings:
    """Return the same as the rules read it."""
    return _meanings(mapping_at(facility))


def meanings_of(register_import: RegisterImport) -> Meanings:
    """Return what headings meant when the file was judged; it stays so until the file is stored."""
    return _meanings(register_import.mapping)


def columns_of(register_import: RegisterImport) -> list[NamedColumn]:
    """Return the columns of a file with what they are taken for; what the office has named, with its origin.

    A file that cannot be read has none.
    """
    known = {each.heading: each for each in ColumnMapping.objects.at(register_import.facility)}
    meanings = _meanings({key: row.column for key, row in known.items()})
    try:
        found = columns_of_file(bytes(register_import.content), meanings)
    except RegisterFileUnreadable:
        return []
    return [NamedColumn(column, known.get(column.key)) for column in found]


def remembered_for(register_import: RegisterImport) -> ColumnMapping | None:
    """Return the newest of the office's own headings a file was read by; None where it has none of them."""
    headings = list(register_import.mapping)
    if not headings or not any(each.remembered for each in columns_of(register_import)):
        return None
    rows = ColumnMapping.objects.at(register_import.facility).filter(heading__in=headings)
    return rows.order_by("-recorded_at", "-pk").first()


def _meanings(mapping: Mapping[str, str]) -> Meanings:
    return {heading: Column(column) if column else None for heading, column in mapping.items()}
