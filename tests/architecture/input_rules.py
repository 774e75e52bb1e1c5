"""How what people send is read: days within a calendar, text that can be seen, numbers that are some, keys as they are."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.scan import Breach, Source, calls, last_word, sources

THE_PLACE = "rutan.core.days"
BARE = {"DateField", "DateTimeField"}
TEXTS = "rutan.core.texts"
# "²" is a digit to Python and no number: int() fails on what these let through.
LOOSE = {"isdigit", "isnumeric"}
KEYS, KEY = "rutan.core.request_keys", "request_key"
LOOK_UPS = {"filter", "exclude", "get", "get_or_create", "update_or_create"}


def breaches(root: Path) -> Iterator[Breach]:
    """Form fields of days without bounds, and texts taken for numbers that are none."""
    for source in sources(root):
        if source.is_migration:
            continue
        yield from _looked_up(source)
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Attribute):
                continue
            if node.attr in BARE and last_word(node.value) == "forms" and source.module != THE_PLACE:
                yield source.breach(node, f"a day in a form is a field of {THE_PLACE}")
            if node.attr == "CharField" and last_word(node.value) == "forms" and source.module != TEXTS:
                yield source.breach(node, f"text in a form is a field of {TEXTS}")
            if node.attr in LOOSE:
                yield source.breach(node, f"say isdecimal: {node.attr} takes signs that are no numbers")


def _looked_up(source: Source) -> Iterator[Breach]:
    """A row found by its key alone may be somebody else's."""
    for call, name in calls(source.tree):
        by_key = any((keyword.arg or "").endswith(KEY) for keyword in call.keywords)
        if name in LOOK_UPS and by_key and source.module != KEYS:
            yield source.breach(
                call, f"an earlier row is looked up by {KEYS}.earlier, which asks what it is of"
            )
