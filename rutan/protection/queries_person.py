"""Everything that is stored about one person, read along the classification: a new table needs a line there, no code."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Field, ForeignKey, Model

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.core import dates
from rutan.files.domain.contents import EXTENSIONS
from rutan.protection.domain.classification import Table
from rutan.protection.queries_rows import event_model_of, fields_of, model_of, rows_of
from rutan.protection.reader import classification
from rutan.protection.values import in_words

Step = Callable[[int, int, str], None]
STEPS_AT_ONCE = 2_000
SUFFIXES = {kind.value: endings[0] for kind, endings in EXTENSIONS.items()}


@dataclass(frozen=True)
class Value:
    """One field of one row: as JSON keeps it, and as it is read."""

    name: str
    raw: Any
    words: str


@dataclass(frozen=True)
class Told:
    """One row, the values that say something and its earlier versions."""

    key: int
    values: list[Value]
    earlier: list[dict[str, Any]] = field(default_factory=list)

    @property
    def as_json(self) -> dict[str, Any]:
        """The row with stable keys."""
        told = {"id": self.key, **{value.name: value.raw for value in self.values}}
        return {**told, "earlier_versions": self.earlier} if self.earlier else told


@dataclass(frozen=True)
class Part:
    """One table."""

    table: Table
    rows: list[Told]


@dataclass(frozen=True)
class Everything:
    """All parts, and the files that belong to them by the name they have in the archive."""

    inmate: Inmate
    parts: list[Part]
    files: dict[str, bytes]

    def as_json(self, made_at: datetime) -> dict[str, Any]:
        """What the JSON file says; its keys are a contract."""
        inmate = self.inmate
        tables = {
            part.table.label: {"title": part.table.title, "rows": [row.as_json for row in part.rows]}
            for part in self.parts
        }
        return {
            "format": "pulih.personal-data/1",
            "made_at": made_at.isoformat(),
            "facility": {"code": inmate.facility.code, "name": inmate.facility.name},
            "person": {"name": inmate.full_name, "register_number": inmate.register_number},
            "tables": tables,
        }


def everything_about(inmate: Inmate, step: Step) -> Everything:
    """Read every classified table about a person, at their facility; ``step`` tells how far it is."""
    tables = list(classification().about_people())
    staff = {user.pk: user for user in User.objects.all().only("full_name", "position")}
    files: dict[str, bytes] = {}
    parts = []
    for count, table in enumerate(tables):
        step(count, len(tables) + 1, table.title)
        parts.append(Part(table, list(_rows(table, inmate.pk, staff, files))))
    return Everything(inmate, parts, files)


def _rows(table: Table, inmate_id: int, staff: Mapping[int, User], files: dict[str, bytes]) -> Iterator[Told]:
    told = fields_of(table, table.told)
    related = [each.name for each in told if isinstance(each, ForeignKey) and each.related_model is not User]
    versions = _versions(table, inmate_id, staff)
    rows = rows_of(table, (inmate_id,)).select_related(*related).order_by("pk")
    for row in rows.iterator(STEPS_AT_ONCE):
        values = [_value(table, row, each, staff) for each in told]
        for each, value in zip(told, values, strict=True):
            if isinstance(value.raw, dict) and (name := value.raw.get("file")):
                files[name] = bytes(getattr(row, each.name))
        yield Told(row.pk, values, versions.get(row.pk, []))


def _versions(table: Table, inmate_id: int, staff: Mapping[int, User]) -> dict[int, list[dict[str, Any]]]:
    """What the rows said before, by their keys; the newest version is the row itself and is left out."""
    events = event_model_of(model_of(table))
    if events is None:
        return {}
    keys = rows_of(table, (inmate_id,)).values("pk")
    names = {each.name for each in events._meta.concrete_fields}
    told = [each for each in fields_of(table, table.told) if each.name in names]
    kept: dict[int, list[dict[str, Any]]] = {}
    for event in events._base_manager.filter(pgh_obj_id__in=keys).order_by("pgh_id"):
        said = {each.name: _raw(table, event, each, staff) for each in told}
        version = {"written_at": event.pgh_created_at.isoformat(), **said}
        kept.setdefault(event.pgh_obj_id, []).append(version)
    return {key: versions[:-1] for key, versions in kept.items() if len(versions) > 1}


def _value(table: Table, row: Model, told: "Field[Any, Any]", staff: Mapping[int, User]) -> Value:
    raw = _raw(table, row, told, staff)
    if isinstance(raw, dict) and set(raw) == {"name", "office"}:
        return Value(told.name, raw, ", ".join(filter(None, raw.values())))
    if isinstance(told, ForeignKey):
        return Value(told.name, raw, raw if isinstance(raw, str) else "")
    value = getattr(row, told.name)
    if isinstance(value, DateTimeTZRange):
        return Value(told.name, raw, dates.moment(value.lower))
    if isinstance(value, bytes | memoryview):
        return Value(told.name, raw, raw["file"] if raw else "")
    return Value(told.name, raw, in_words(table.label, row, told.name, value))


def _raw(table: Table, row: Model, told: "Field[Any, Any]", staff: Mapping[int, User]) -> Any:
    if told.name in table.fields["staff"]:
        user = staff.get(getattr(row, told.attname))
        return {"name": user.full_name, "office": user.position} if user else None
    if isinstance(told, ForeignKey):
        return _named(getattr(row, told.name)) if getattr(row, told.attname) else None
    value = getattr(row, told.name)
    if isinstance(value, bytes | memoryview):
        return {"file": _file_name(table, row, told.name), "size": len(value)}
    return as_json(value)


def _named(other: Model) -> Any:
    """How another row is called; one about a person only by its key, unless the file says by what."""
    table = classification().tables[other._meta.label]
    if table.shown:
        return " · ".join(filter(None, (_at(other, way) for way in table.shown)))
    return {"table": table.label, "id": other.pk} if table.is_about_a_person else str(other)


def _at(row: Any, way: str) -> str:
    for name in way.split("."):
        row = getattr(row, name)
    if isinstance(row, DateTimeTZRange):
        return dates.moment(row.lower)
    return dates.long_date(row) if isinstance(row, date) else str(row)


def _file_name(table: Table, row: Any, name: str) -> str:
    suffix = SUFFIXES.get(getattr(row, "content_type", ""), "pdf" if name == "pdf" else "bin")
    return f"lampiran/{table.label.replace('.', '-').lower()}-{row.pk}.{suffix}"


def as_json(value: Any) -> Any:
    """A value of the database as JSON has it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, DateTimeTZRange):
        return {"from": value.lower.isoformat(), "to": value.upper.isoformat()}
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


__all__ = ["Everything", "Part", "Told", "Value", "everything_about"]
