"""The order of the packages (house.md, part 1): a package imports itself and the ones before it."""

from collections.abc import Iterator
from pathlib import Path

from tests.architecture.imports import app_labels, imports
from tests.architecture.scan import FOLDERS, NOT_OURS, Breach, Source, sources

LAYERS = (
    "core", "files", "audit", "agencies", "accounts", "notices", "jobs", "letters", "inmates", "timetable",
    "assessments", "rehab", "training", "coordination", "reports", "exchange", "protection", "casefile", "dashboard", "demo",
)  # fmt: skip
APPS = ("inmates", "assessments", "rehab", "training")
# Parts of the composition that are folders; like the modules directly in rutan/ they are above all.
COMPOSITION = ("formats", "management", "serving")
TOP_FOLDERS = {*FOLDERS, "tests", "benchmarks", "docs", "deploy"}
LEFTOVERS = {"common", "utils", "util", "helpers", "misc", "shared", "base_utils"}
ABOVE = len(LAYERS)


def package_of(module: str) -> str:
    """The layer a module belongs to; ``rutan`` for the composition, an empty string for what is not ours."""
    first, _, rest = module.partition(".")
    if first in APPS:
        return first
    if first != "rutan":
        return "tests" if first in ("tests", "benchmarks") else ""
    name = rest.partition(".")[0]
    return name if name in LAYERS and name not in APPS else "rutan"


def height(package: str) -> int:
    """Where a layer stands; the composition is above all."""
    return LAYERS.index(package) if package in LAYERS else ABOVE


def breaches(root: Path) -> Iterator[Breach]:
    """Imports, relations and look-ups that go upward, and folders that have no layer."""
    yield from _unknown_folders(root)
    for source in sources(root):
        yield from _leftover(source)
        if not source.is_migration:
            yield from _upward(source)


def _upward(source: Source) -> Iterator[Breach]:
    own = package_of(source.module)
    for reach in imports(source):
        target = package_of(reach.full)
        if target == "tests" or (target and height(target) > height(own)):
            yield source.breach(reach.line, f"{own} imports {reach.full}, which is above it")
    for label, line in app_labels(source):
        if label in LAYERS and height(label) > height(own):
            yield source.breach(line, f"{own} names a model of {label}, which is above it")


def _unknown_folders(root: Path) -> Iterator[Breach]:
    for folder in sorted(root.iterdir()):
        is_code = folder.is_dir() and not folder.name.startswith(".") and any(folder.rglob("*.py"))
        if is_code and folder.name not in TOP_FOLDERS | NOT_OURS:
            yield Breach(folder.name, 1, "a folder of code that the layout does not have")
    rutan = root / "rutan"
    for folder in sorted(rutan.iterdir()) if rutan.is_dir() else ():
        known = folder.name in COMPOSITION or (folder.name in LAYERS and folder.name not in APPS)
        if folder.is_dir() and not known and folder.name != "__pycache__" and any(folder.rglob("*.py")):
            yield Breach(f"rutan/{folder.name}", 1, "a package without a layer")


def _leftover(source: Source) -> Iterator[Breach]:
    if found := LEFTOVERS.intersection(source.module.split(".")):
        yield source.breach(1, f"split by noun, never into {', '.join(sorted(found))}")
