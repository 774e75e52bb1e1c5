"""What a list is: its rows, its columns, its filters; and where all lists are known by the name of their page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from django import forms
from django.db.models import QuerySet

Row = Any  # a model of whatever package the list is of


class Kind(StrEnum):
    """How the values of a column are written and lined up."""

    TEXT = auto()
    DAY = auto()
    MOMENT = auto()
    NUMBER = auto()


# Held by whoever works for the facility itself; an agency is told more only by each person's consent.
OF_THE_HOUSE = "of_the_house"


@dataclass(frozen=True)
class Asker:
    """Who asks for a list, working for which facility, with which rights there."""

    user: Any
    facility: Any
    permissions: frozenset[str]

    def may(self, needs: frozenset[str]) -> bool:
        """Whether any of the rights is held; where none is needed, yes."""
        return not needs or bool(needs & self.permissions)


@dataclass(frozen=True)
class Column:
    """One column: what it shows of a row, who may see it, and the field its order goes by."""

    key: str
    label: Any
    value: Callable[[Row], Any]
    needs: frozenset[str] = frozenset()
    by: str = ""
    kind: Kind = Kind.TEXT
    usual: bool = True


@dataclass(frozen=True)
class Listing:
    """A list that people look at; ``page`` is the route it stands at.

    ``form`` gives what makes the form of the filters for an asker; ``everybody`` begins at what the asker may reach,
    ``narrow`` applies the filters as the form has cleaned them. The first column names the row and is always shown;
    ``private`` are filters that are sealed when they stand in an address, because names may not be read there.
    """

    page: str
    title: Any
    columns: tuple[Column, ...]
    form: Callable[[Asker], Callable[[Mapping[str, str]], forms.Form]]
    everybody: Callable[[Asker], QuerySet[Any]]
    narrow: Callable[[QuerySet[Any], Mapping[str, Any], Asker], QuerySet[Any]]
    needs: frozenset[str]
    address_of: Callable[[Row], str] = lambda row: ""
    under: Callable[[Row], str] = lambda row: ""
    under_needs: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    newest_first: bool = False
    of_people: bool = True

    def columns_for(self, asker: Asker) -> tuple[Column, ...]:
        """The columns that the asker may see, in the order of the list."""
        return tuple(column for column in self.columns if asker.may(column.needs))

    @property
    def first(self) -> Column:
        """The column that rows are ordered by unless something else is asked for."""
        return next(column for column in self.columns if column.by)

    @property
    def first_column(self) -> str:
        """The key of the column that names the row."""
        return self.columns[0].key

    @property
    def first_order(self) -> str:
        """That order as it stands in an address."""
        return f"-{self.first.key}" if self.newest_first else self.first.key


_known: dict[str, Listing] = {}


def register(listing: Listing) -> Listing:
    """Make a list known by its page; a package calls this in its module ``lists``."""
    _known[listing.page] = listing
    return listing


def title_of(page: str) -> str | None:
    """What the list of a page is called, whoever may open it."""
    listing = _known.get(page)
    return str(listing.title) if listing else None


def listing_of(page: str, asker: Asker) -> Listing | None:
    """The list of a page, where there is one and the asker may open it."""
    listing = _known.get(page)
    return listing if listing and asker.may(listing.needs) else None
