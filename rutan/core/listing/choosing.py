"""Choosing the columns of a list on its page."""

from dataclasses import dataclass
from typing import Any

from rutan.core.listing.reading import Asked


@dataclass(frozen=True)
class Choice:
    """A column that may be shown; the first of a list is always."""

    key: str
    label: Any
    chosen: bool
    fixed: bool


def choices_of(asked: Asked) -> list[Choice]:
    """All columns the asker may see, and which of them are shown."""
    first, shown = asked.listing.columns[0].key, {column.key for column in asked.columns}
    allowed = asked.listing.columns_for(asked.asker)
    return [Choice(column.key, column.label, column.key in shown, column.key == first) for column in allowed]
