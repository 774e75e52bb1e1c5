"""Which messages the code and the templates show, and which are translated (design.md, conventions)."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from tests.architecture.pages import templates
from tests.architecture.scan import Source, last_word, sources, text_of

# Function → places of context, message and plural among its arguments.
FUNCTIONS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
MODULE = "django.utils.translation"
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"\b(n?p?gettext|_)\(\s*({STRING})(?:\s*,\s*({STRING}))?(?:\s*,\s*({STRING}))?", re.DOTALL
)


@dataclass(frozen=True)
class Message:
    """One message as a place in the code shows it."""

    path: str
    line: int
    msgid: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What finds it in a catalogue."""
        return self.context, self.msgid


def messages(root: Path) -> Iterator[Message]:
    """Every message of our packages and templates."""
    for source in sources(root):
        if not source.is_migration:
            yield from _of_code(source)
    for path in templates(root):
        yield from _of_template(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))


def unreadable(root: Path) -> Iterator[str]:
    """Messages put together at run time: no catalogue can hold them."""
    for source in sources(root):
        for call, _places, message in _translations(source):
            if (
                isinstance(message, ast.JoinedStr | ast.BinOp)
                or last_word(getattr(message, "func", call)) == "format"
            ):
                yield f"{source.path}:{call.lineno}: a message is put together before it is translated"


def _of_code(source: Source) -> Iterator[Message]:
    for call, (context, _, plural), message in _translations(source):
        if msgid := text_of(message):
            yield Message(source.path, call.lineno, msgid, _argument(call, context), _argument(call, plural))


def _translations(source: Source) -> Iterator[tuple[ast.Call, tuple[int | None, int, int | None], ast.expr]]:
    """Calls of gettext under whatever name the file imports it, with the node of the message."""
    names: dict[str, str] = {}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module == MODULE:
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        called = names.get(node.func.id, "") if isinstance(node.func, ast.Name) else last_word(node.func)
        places = FUNCTIONS.get(called)
        if places and len(node.args) > places[1]:
            yield node, places, node.args[places[1]]


def _argument(call: ast.Call, place: int | None) -> str:
    return "" if place is None or len(call.args) <= place else text_of(call.args[place]) or ""


def _of_template(path: str, text: str) -> Iterator[Message]:
    code = templatize(text, origin=path)
    for found in IN_TEMPLATE.finditer(code):
        function = "gettext" if found[1] == "_" else found[1]
        values = [ast.literal_eval(group) if group else "" for group in found.groups()[1:]]
        context, message, plural = FUNCTIONS[function]
        yield Message(
            path,
            code.count("\n", 0, found.start()) + 1,
            values[message],
            "" if context is None else values[context],
            "" if plural is None else values[plural],
        )


def domain_strings(root: Path) -> set[str]:
    """Strings of pure modules: labels that ``wording`` or a template hands to gettext as values."""
    return {
        node.value
        for source in sources(root)
        if "/domain/" in source.path
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
