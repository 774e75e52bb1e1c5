"""How long a file, a function and a view may be (house.md, habit 2 and the table of part 1)."""

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.kinds import kind_of
from tests.architecture.scan import FOLDERS, Breach, Source, functions, length, sources

FILE_LINES = 300
FUNCTION_LINES = 40
VIEW_LINES = 25
TASK_LINES = 15
LIMITS = {"views": VIEW_LINES, "tasks": TASK_LINES}


def breaches(root: Path) -> Iterator[Breach]:
    """Files and functions that are too long, those of tests and benchmarks too; migrations may be."""
    for source in sources(root, (*FOLDERS, "tests", "benchmarks", "deploy")):
        if not source.is_migration:
            yield from _of(source)
    if (manage := root / "manage.py").is_file() and len(manage.read_text().splitlines()) > FILE_LINES:
        yield Breach("manage.py", FILE_LINES + 1, f"more than {FILE_LINES} lines")


def _of(source: Source) -> Iterator[Breach]:
    if source.lines > FILE_LINES:
        yield source.breach(FILE_LINES + 1, f"{source.lines} lines, at most {FILE_LINES}")
    limit = FUNCTION_LINES
    if source.path.split("/")[0] in FOLDERS:
        limit = LIMITS.get(kind_of(source.module), FUNCTION_LINES)
    for node in functions(source.tree):
        if length(node) > limit:
            yield source.breach(node, f"{node.name} has {length(node)} lines, at most {limit}")
