"""Everything a file reaches by import: statements, also inside functions, dynamic imports and names in strings."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.architecture.scan import Source, calls, dotted, text_of

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
LOADERS = {"import_module", "import_string", "__import__"}


@dataclass(frozen=True)
class Reach:
    """A module that is reached from a line; ``name`` is what is taken from it, if that is known."""

    module: str
    line: int
    name: str = ""

    @property
    def full(self) -> str:
        """Module and name: what ``from rutan.jobs import views`` really reaches."""
        return f"{self.module}.{self.name}" if self.name else self.module


def imports(source: Source) -> Iterator[Reach]:
    """Modules imported by statement or by a loader with a literal name, anywhere in the file."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Reach(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(source, node)
            for alias in node.names:
                yield Reach(module, node.lineno, alias.name)
    for call, name in calls(source.tree):
        if name in LOADERS and call.args and (literal := text_of(call.args[0])):
            yield Reach(literal, call.lineno)


def app_labels(source: Source) -> Iterator[tuple[str, int]]:
    """Labels of apps reached by name: relations written as strings, the user model, ``apps.get_model``."""
    for call, name in calls(source.tree):
        if name in RELATIONS:
            targets = [
                *call.args[:1],
                *(word.value for word in call.keywords if word.arg in ("to", "through")),
            ]
            for target in targets:
                yield from _labels(target)
        elif name in ("get_model", "get_app_config", "get_registered_model") and call.args:
            if literal := text_of(call.args[0]):
                yield literal.split(".")[0], call.lineno
        elif name == "get_user_model":
            yield "accounts", call.lineno


def _labels(target: ast.expr) -> Iterator[tuple[str, int]]:
    if dotted(target).endswith("AUTH_USER_MODEL"):
        yield "accounts", target.lineno
    elif (literal := text_of(target)) and "." in literal:
        yield literal.split(".")[0], target.lineno


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    """The module an import speaks of; relative ones are counted from the file's own package."""
    if not node.level:
        return node.module or ""
    package = source.module.split(".")
    if not source.path.endswith("/__init__.py"):
        package = package[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])
