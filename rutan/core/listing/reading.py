"""From an address to what is asked of a list. What it does not understand it leaves out and says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rutan.core.listing.definition import Asker, Column, Listing
from rutan.core.sealed import seal_words, unseal_words

SORT, COLUMNS = "sort", "columns"
LONGEST = 200  # signs of one filter


@dataclass(frozen=True)
class Asked:
    """What is asked of a list: cleaned filters, columns, order; ``remarks`` say what was not understood."""

    listing: Listing
    asker: Asker
    form: forms.Form
    filters: Mapping[str, Any]
    texts: Mapping[str, str]
    columns: tuple[Column, ...]
    sort: Column
    descending: bool
    remarks: tuple[str, ...] = ()
    chosen_columns: bool = field(default=False)

    @property
    def stored(self) -> dict[str, str]:
        """All of it as plain texts, fit to be kept: nothing is sealed, and what is usual is left out."""
        order = f"-{self.sort.key}" if self.descending else self.sort.key
        kept = dict(self.texts)
        if order != self.listing.first_order:
            kept[SORT] = order
        if self.chosen_columns:
            kept[COLUMNS] = ",".join(column.key for column in self.columns)
        return kept

    @property
    def query(self) -> dict[str, str]:
        """All of it as it may stand in an address."""
        return in_address(self.listing, self.stored)

    @property
    def address(self) -> str:
        """The query string, without the page of the list."""
        return urlencode(self.query)

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is used."""
        return bool(self.texts)

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """The filters that are used, by their labels; a choice by its own words."""
        return [
            (str(self.form.fields[name].label), self._text(name, text)) for name, text in self.texts.items()
        ]

    def _text(self, name: str, text: str) -> str:
        choices = getattr(self.form.fields[name], "choices", ())
        return str(next((label for code, label in choices if code == text), text))


def in_address(listing: Listing, stored: Mapping[str, str]) -> dict[str, str]:
    """What was kept, as it may stand in an address: names are sealed."""
    return {name: seal_words(text) if name in listing.private else text for name, text in stored.items()}


def of_address(query: QueryDict) -> dict[str, str]:
    """A query string as plain texts; the columns may come one by one, as ticked boxes send them."""
    given = {name: str(text) for name, text in query.items()}
    if COLUMNS in query:
        given[COLUMNS] = ",".join(map(str, query.getlist(COLUMNS)))
    return given


def narrowed_by_words(query: QueryDict, words: str, name: str = "words") -> str:
    """The same address narrowed by other words, from its first page on; no words widen it again."""
    changed = query.copy()
    for dropped in (name, "after", "before"):
        changed.pop(dropped, None)
    if words.strip():
        changed[name] = seal_words(words.strip()[:LONGEST])
    return changed.urlencode() or f"{name}="


def opened(listing: Listing, given: Mapping[str, str]) -> dict[str, str]:
    """What stands in an address, with its sealed filters opened; one that cannot be opened is empty."""
    return {name: unseal_words(text) if name in listing.private else text for name, text in given.items()}


def read(listing: Listing, asker: Asker, given: Mapping[str, str]) -> Asked:
    """Read plain texts: filters, ``sort`` and ``columns``. Unknown filters are none of the list's business."""
    remarks: list[str] = []
    form, texts = _filters(listing, asker, given, remarks)
    allowed = {column.key: column for column in listing.columns_for(asker)}
    columns = _columns(listing, allowed, given.get(COLUMNS, ""), remarks)
    sort, descending = _order(listing, allowed, given.get(SORT, ""), remarks)
    usual = tuple(column for column in allowed.values() if column.usual)
    return Asked(
        listing=listing,
        asker=asker,
        form=form,
        filters=form.cleaned_data,
        texts=texts,
        columns=columns,
        sort=sort,
        descending=descending,
        remarks=tuple(remarks),
        chosen_columns=columns != usual,
    )


def _filters(
    listing: Listing, asker: Asker, given: Mapping[str, str], remarks: list[str]
) -> tuple[forms.Form, dict[str, str]]:
    """The form with those filters that it understands, and these as texts."""
    make = listing.form(asker)
    names = make({}).fields
    texts = {name: given[name] for name in names if given.get(name, "").strip()}
    too_long = {name for name, text in texts.items() if len(text) > LONGEST or "\x00" in text}
    tried = make({name: text for name, text in texts.items() if name not in too_long})
    wrong = too_long | {name for name in tried.errors if name in texts}
    remarks += [
        _("The filter “%(label)s” was not understood and is not used.") % {"label": names[name].label or name}
        for name in names
        if name in wrong
    ]
    good = {name: text for name, text in texts.items() if name not in wrong}
    form = make(good)
    form.is_valid()
    return form, good


def _columns(
    listing: Listing, allowed: Mapping[str, Column], text: str, remarks: list[str]
) -> tuple[Column, ...]:
    """The columns that are wished for, in the order of the list; the first is always among them."""
    wished = {key for key in text[: LONGEST * 4].split(",") if key}
    if wished - allowed.keys():
        remarks.append(
            _("The address asks for a column that this list does not have for you; it is left out.")
        )
    known = wished & allowed.keys()
    if not known:
        return tuple(column for column in allowed.values() if column.usual)
    return _those(allowed, {listing.columns[0].key, *known})


def _those(allowed: Mapping[str, Column], keys: Iterable[str]) -> tuple[Column, ...]:
    wished = set(keys)
    return tuple(column for key, column in allowed.items() if key in wished)


def _order(
    listing: Listing, allowed: Mapping[str, Column], text: str, remarks: list[str]
) -> tuple[Column, bool]:
    """The column the rows are ordered by: one that the asker may see, since an order tells what it goes by."""
    column = allowed.get(text.removeprefix("-"))
    if text and (column is None or not column.by):
        remarks.append(_("This list cannot be put into the order that the address asks for."))
    if not text or column is None or not column.by:
        return listing.first, listing.newest_first
    return column, text.startswith("-")
