"""How what people send is read: days within a calendar, numbers of digits that are digits."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.scan import Breach, calls, last_word, sources

THE_PLACE = "rutan.core.days"
BARE = {"DateField", "DateTimeField"}
# "²" is a digit to Python and no number: int() fails on what these let through.
LOOSE = {"isdigit", "isnumeric"}


def breaches(root: Path) -> Iterator[Breach]:
    """Form fields of days without bounds, and texts taken for numbers that are none."""
    for source in sources(root):
        if source.is_migration:
            continue
        for call, name in calls(source.tree):
            if not isinstance(call.func, ast.Attribute):
                continue
            if name in BARE and last_word(call.func.value) == "forms" and source.module != THE_PLACE:
                yield source.breach(call, f"a day in a form is a field of {THE_PLACE}")
            if name in LOOSE:
                yield source.breach(call, f"say isdecimal: {name} takes signs that are no numbers")
