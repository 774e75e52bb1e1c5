"""How what people send is read: days within a calendar, numbers of digits that are digits."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.scan import Breach, last_word, sources

THE_PLACE = "rutan.core.days"
BARE = {"DateField", "DateTimeField"}
# "²" is a digit to Python and no number: int() fails on what these let through.
LOOSE = {"isdigit", "isnumeric"}


def breaches(root: Path) -> Iterator[Breach]:
    """Form fields of days without bounds, and texts taken for numbers that are none."""
    for source in sources(root):
        if source.is_migration:
            continue
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Attribute):
                continue
            if node.attr in BARE and last_word(node.value) == "forms" and source.module != THE_PLACE:
                yield source.breach(node, f"a day in a form is a field of {THE_PLACE}")
            if node.attr in LOOSE:
                yield source.breach(node, f"say isdecimal: {node.attr} takes signs that are no numbers")
