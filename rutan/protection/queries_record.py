"""The record of processing (UU 27/2022 art. 31): what is stored, package by package, read off the classification."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.scope import Scope
from rutan.protection.domain.classification import KINDS, Table
from rutan.protection.models import Disclosure
from rutan.protection.queries_rows import fields_of
from rutan.protection.reader import classification
from rutan.protection.wording import kept_for

OWN_SHOWN = 20


@dataclass(frozen=True)
class Recorded:
    """One table as the page shows it: how many fields of each kind, their names in words, how long and why."""

    title: str
    label: str
    is_about_a_person: bool
    counts: dict[str, int]
    personal: str
    sensitive: str
    kept_for: str
    kept: list[tuple[str, str]]


@dataclass(frozen=True)
class Package:
    """The tables of one package."""

    title: str
    tables: list[Recorded]

    @property
    def personal(self) -> int:
        """How many fields are personal or sensitive."""
        return sum(table.counts["personal"] + table.counts["sensitive"] for table in self.tables)


@dataclass(frozen=True)
class Record:
    """The whole page: packages that hold personal data, the names of tables that hold none, the rules."""

    packages: list[Package]
    without: str
    retentions: list[tuple[str, str]]

    @property
    def tables(self) -> int:
        """How many tables hold personal data."""
        return sum(len(package.tables) for package in self.packages)


def record_of_processing() -> Record:
    """Read the page's data."""
    file = classification()
    recorded = [_recorded(table) for table in file.tables.values()]
    holding = [table for table in recorded if table.counts["personal"] + table.counts["sensitive"]]
    without = ", ".join(table.title for table in recorded if table not in holding)
    rules = [(kept_for(rule), rule.why) for rule in file.retentions.values()]
    return Record(list(_packages(holding)), without, rules)


def _packages(tables: list[Recorded]) -> Iterator[Package]:
    words = classification().packages

    def package(table: Recorded) -> str:
        return words[table.label.partition(".")[0]]

    order = list(dict.fromkeys(map(package, tables)))
    for title, own in groupby(sorted(tables, key=lambda table: order.index(package(table))), key=package):
        yield Package(title, list(own))


def _recorded(table: Table) -> Recorded:
    word = classification().word
    names = {kind: [each.name for each in fields_of(table, table.fields[kind])] for kind in KINDS}
    return Recorded(
        title=table.title,
        label=table.label,
        is_about_a_person=table.is_about_a_person,
        counts={kind: len(found) for kind, found in names.items()},
        personal=", ".join(_within(word(name)) for name in names["personal"]),
        sensitive=", ".join(_within(word(name)) for name in names["sensitive"]),
        kept_for=kept_for(table.retention),
        kept=list(_kept(table)),
    )


def _kept(table: Table) -> Iterator[tuple[str, str]]:
    """Text that stays, with what stays for the same reason named together."""
    word = classification().word
    for why, names in groupby(table.kept, key=lambda name: table.kept[name]):
        yield ", ".join(_within(word(name)) for name in names), why


def _within(word: str) -> str:
    """A word within a sentence; NIK stays NIK."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def disclosures_of(inmate: Inmate) -> QuerySet[Disclosure]:
    """The files that were made about a person, the last one first, without their bytes."""
    found = Disclosure.objects.of(inmate).without_content()
    return found.select_related("requested_by", "facility", "job")[:OWN_SHOWN]


def reached(user: User, scope: Scope) -> QuerySet[Disclosure]:
    """The files a person asked for, about people they reach, at the facility worked for."""
    own = Disclosure.objects.asked_by(user.pk).filter(inmate__in=Inmate.objects.visible_to(user))
    if scope.facility is None:
        return own.none()
    return own.at(scope.facility).without_content().select_related("facility", "job", "inmate")
