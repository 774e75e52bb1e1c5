"""The classification of every stored field as plain values, read strictly: what is not understood is an error."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rutan.protection.domain.erasing import RULES

KINDS = ("personal", "sensitive", "staff", "others", "plain")
THROUGH, SUBJECT = "<", "@subject"


class BadClassification(Exception):
    """The file says something that cannot be meant."""


class Counts(StrEnum):
    """From when a retention counts."""

    LEFT = "left"  # the person's last departure, or whatever of theirs is newer
    ROW = "row"  # the day of the row itself
    ACCOUNT = "account"  # the end of an officer's service
    NEVER = "never"  # it does not end by time


@dataclass(frozen=True)
class Retention:
    """How long, counted from what, and why."""

    name: str
    years: int
    counts: Counts
    why: str


@dataclass(frozen=True)
class Table:
    """One model: what its fields are, whose they are, how long they stay and what becomes of them."""

    label: str
    title: str
    retention: Retention
    fields: Mapping[str, tuple[str, ...]]
    path: tuple[str, ...] = ()
    day: str = ""
    identifies: tuple[str, ...] = ()
    erase: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The label of its app."""
        return self.label.partition(".")[0]

    @property
    def is_about_a_person(self) -> bool:
        """Whether its rows are about somebody in custody."""
        return bool(self.path)

    @property
    def told(self) -> tuple[str, ...]:
        """The fields a person is told: theirs, and who of the office did it."""
        return (*self.told_of_anybody, *self.fields["staff"])

    @property
    def told_of_anybody(self) -> tuple[str, ...]:
        """The fields about whoever the row is about."""
        return (*self.fields["personal"], *self.fields["sensitive"])

    @property
    def leading(self) -> frozenset[str]:
        """The fields by which a path begins."""
        return frozenset(way.partition(".")[0] for way in self.path if way[0] not in (THROUGH, SUBJECT[0]))

    def kind_of(self, field: str) -> str:
        """``personal``, ``sensitive``, ``staff``, ``others``, ``plain`` or ``path``; empty when not classified."""
        if field in self.leading and not any(field in self.fields[kind] for kind in KINDS):
            return "path"
        return next((kind for kind in KINDS if field in self.fields[kind]), "")


@dataclass(frozen=True)
class Classification:
    """The whole file."""

    retentions: Mapping[str, Retention]
    tables: Mapping[str, Table]
    packages: Mapping[str, str]
    words: Mapping[str, str]
    common: frozenset[str] = frozenset()

    def about_people(self) -> Iterator[Table]:
        """Tables about people in custody, in the order of the file."""
        return (table for table in self.tables.values() if table.is_about_a_person)

    def word(self, field: str) -> str:
        """What a field is called."""
        return self.words.get(field, field)


def parse(data: Mapping[str, Any]) -> Classification:
    """Read the file's data.

    :raises BadClassification: naming the table and what is wrong.
    """
    common = {kind: _names(data.get("common", {}), kind, "common") for kind in ("plain", "staff")}
    retentions = {name: _retention(name, facts) for name, facts in data.get("retention", {}).items()}
    tables = {
        label: _table(label, facts, retentions, common) for label, facts in data.items() if "." in label
    }
    unknown = {name for name in data if "." not in name} - {"common", "retention", "packages", "words"}
    if unknown:
        raise BadClassification(f"unknown sections: {', '.join(sorted(unknown))}")
    everywhere = frozenset(name for names in common.values() for name in names)
    return Classification(
        retentions, tables, dict(data.get("packages", {})), dict(data.get("words", {})), everywhere
    )


def _retention(name: str, facts: Mapping[str, Any]) -> Retention:
    if set(facts) != {"years", "counts", "why"}:
        raise BadClassification(f"retention {name}: years, counts and why, and no more")
    years, counts = facts["years"], facts["counts"]
    if type(years) is not int or years < 0 or counts not in list(Counts):
        raise BadClassification(f"retention {name}: {years!r} years from {counts!r}")
    if (years == 0) is not (counts == Counts.NEVER) or not str(facts["why"]).strip():
        raise BadClassification(f"retention {name}: without an end it counts from never, and it says why")
    return Retention(name, years, Counts(counts), facts["why"])


MAY = {*KINDS, "title", "path", "retention", "day", "identifies", "erase", "kept", "shown"}


def _table(
    label: str,
    facts: Mapping[str, Any],
    retentions: Mapping[str, Retention],
    common: Mapping[str, tuple[str, ...]],
) -> Table:
    if unknown := set(facts) - MAY:
        raise BadClassification(f"{label}: unknown {', '.join(sorted(unknown))}")
    if facts.get("retention") not in retentions:
        raise BadClassification(f"{label}: no retention, or one that is not described")
    if not str(facts.get("title", "")).strip():
        raise BadClassification(f"{label}: no title")
    fields = _fields(label, facts, common)
    path = tuple(facts.get("path", ()))
    if any(not way or (way[0] == THROUGH and way.count(".") != 2) for way in path):
        raise BadClassification(f"{label}: a way through another table names it and its field")
    table = Table(
        label=label,
        title=facts["title"],
        retention=retentions[facts["retention"]],
        fields=fields,
        path=path,
        day=facts.get("day", ""),
        identifies=_names(facts, "identifies", label),
        erase=dict(facts.get("erase", {})),
        kept=_kept(facts.get("kept", {})),
        shown=_names(facts, "shown", label),
    )
    _check(table)
    return table


def _fields(
    label: str, facts: Mapping[str, Any], common: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    fields = {kind: _names(facts, kind, label) for kind in KINDS}
    own = [name for names in fields.values() for name in names]
    if twice := {name for name in own if own.count(name) > 1}:
        raise BadClassification(f"{label}: classified twice: {', '.join(sorted(twice))}")
    for kind, names in common.items():
        fields[kind] += tuple(name for name in names if name not in own)
    return fields


def _check(table: Table) -> None:
    known = {name for names in table.fields.values() for name in names} | table.leading
    for name, rule in table.erase.items():
        if rule not in RULES:
            raise BadClassification(f"{table.label}: {name} cannot become {rule!r}")
    named = {*table.erase, *table.kept, *table.identifies}
    if strange := named - known:
        raise BadClassification(f"{table.label}: not classified: {', '.join(sorted(strange))}")
    if both := set(table.erase) & set(table.kept):
        raise BadClassification(f"{table.label}: erased and kept: {', '.join(sorted(both))}")
    counts = table.retention.counts
    about = table.is_about_a_person
    if about and counts not in (Counts.LEFT, Counts.ROW):
        raise BadClassification(f"{table.label}: is about people and would stay for ever")
    if counts == Counts.ROW and not table.day:
        raise BadClassification(f"{table.label}: counts from its own day and names none")


def _kept(facts: Mapping[str, str]) -> dict[str, str]:
    return {field: why for fields, why in facts.items() for field in fields.split()}


def _names(facts: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = facts.get(name, "")
    if not isinstance(value, str):
        raise BadClassification(f"{where}: {name} is a text of names")
    return tuple(value.split())


__all__ = [
    "SUBJECT",
    "THROUGH",
    "BadClassification",
    "Classification",
    "Counts",
    "Retention",
    "Table",
    "parse",
]
