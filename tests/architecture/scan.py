"""Reads the code as text and syntax trees; every function takes the root folder, so that breaches can be planted."""

import ast
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FOLDERS = ("rutan", "inmates", "assessments", "rehab", "training")  # where the application's code lives
NOT_OURS = {"node_modules", "staticfiles", "__pycache__", "build", "dist"}


@dataclass(frozen=True, order=True)
class Breach:
    """One place where a rule is broken."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Source:
    """A Python file: its path from the root and its syntax tree."""

    path: str
    tree: ast.Module
    lines: int

    @property
    def module(self) -> str:
        """The dotted name under which it is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def is_migration(self) -> bool:
        return "/migrations/" in self.path

    def breach(self, node: ast.AST | int, what: str) -> Breach:
        """Name a breach at a node or line of this file."""
        return Breach(self.path, node if isinstance(node, int) else getattr(node, "lineno", 1), what)


def files(root: Path, *suffixes: str, under: Iterable[str] = (".",)) -> Iterator[Path]:
    """All files of the project with one of the suffixes (any, without), in a fixed order."""
    for folder in under:
        for path in sorted(_walk(root / folder)):
            if not suffixes or path.suffix in suffixes:
                yield path


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            if path.name not in NOT_OURS and (not path.name.startswith(".") or path.name == ".ci"):
                yield from _walk(path)
        elif path.is_file() and path.name != ".git":  # in a worktree that is a file, with a place in it
            yield path


def sources(root: Path, under: Iterable[str] = FOLDERS) -> Iterator[Source]:
    """All Python files below the folders."""
    for path in files(root, ".py", under=under):
        yield source(path, path.relative_to(root).as_posix())


def source(path: Path, name: str) -> Source:
    """Read one file; a file that is no Python fails the test that reads it."""
    return _parsed(name, path.read_text(encoding="utf-8"))


@functools.lru_cache(maxsize=4096)
def _parsed(name: str, text: str) -> Source:
    return Source(name, ast.parse(text, filename=name), len(text.splitlines()))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the last one; decorators do not count."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """All calls with the last word of what is called (``filter`` of ``rows.filter(…)``)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, last_word(node.func)


def last_word(node: ast.expr) -> str:
    """The name, or the attribute's name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """``a.b.c`` of names and attributes; an empty string for anything else."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def text_of(node: ast.expr | None) -> str | None:
    """The value of a string literal, else nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def plant(root: Path, tree: dict[str, str]) -> Path:
    """Write files for a test of a rule and return the root."""
    for name, text in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def report(breaches: Iterable[Breach]) -> str:
    """One breach a line."""
    return "\n".join(str(breach) for breach in sorted(breaches))


def expect_none(found: Iterable[object]) -> None:
    """Fail with every breach in full, a line each."""
    lines = sorted(map(str, found))
    if lines:
        raise AssertionError("\n" + "\n".join(lines))
