"""Migrations: named, schema apart from data, and back again (house.md, habit 10)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.scan import FOLDERS, Breach, Source, files, last_word, source, text_of

NAME = re.compile(r"\d{4}_[a-z][a-z0-9_]*")
# Names that Django makes up, also from the operations (…_and_more, alter_x_options_and_more).
MADE_UP = re.compile(r"\d{4}_(auto_\d|auto$|.*_and_more$|initial_\d)|(?!0001)\d{4}_initial$|\d{4}_merge_\d")
DATA_SQL = re.compile(r"^\s*(insert|update|delete|merge|truncate|with|copy)\b", re.I)


def breaches(root: Path) -> Iterator[Breach]:
    """Migrations with made-up names, schema beside data, or no way back; packages with models but no migrations."""
    for path in files(root, ".py", under=FOLDERS):
        if path.parent.name == "migrations" and path.name != "__init__.py":
            yield from _of(source(path, path.relative_to(root).as_posix()))
        if (
            path.name == "models.py"
            and _has_models(path)
            and not (path.parent / "migrations/__init__.py").is_file()
        ):
            yield Breach(
                path.relative_to(root).as_posix(), 1, "models without a migrations package are never checked"
            )


def _of(source: Source) -> Iterator[Breach]:
    name = Path(source.path).stem
    if MADE_UP.match(name) or not NAME.fullmatch(name):
        yield source.breach(1, "name it after what it does")
    operations = list(_operations(source.tree))
    data = [call for call in operations if _is_data(call)]
    schema = [call for call in operations if not _is_data(call)]
    if data and schema:
        yield source.breach(data[0], "data and schema in one migration")
    for call in operations:
        if last_word(call.func) in ("RunPython", "RunSQL") and not _has_reverse(call):
            yield source.breach(call, f"{last_word(call.func)} without a way back")


def _operations(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls in lists named operations, also those of SeparateDatabaseAndState, and RunPython wherever it stands."""
    seen = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(last_word(target) == "operations" for target in node.targets):
            for call in getattr(node.value, "elts", []):
                if isinstance(call, ast.Call):
                    seen.add(call)
                    yield call
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and last_word(node.func) in ("RunPython", "RunSQL")
            and node not in seen
        ):
            yield node


def _is_data(call: ast.Call) -> bool:
    name = last_word(call.func)
    return name == "RunPython" or (name == "RunSQL" and any(DATA_SQL.match(sql) for sql in _statements(call)))


def _statements(call: ast.Call) -> Iterator[str]:
    sql = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "sql")]
    for node in sql:
        for part in node.elts if isinstance(node, ast.List | ast.Tuple) else [node]:
            if text := text_of(part):
                yield text


def _has_reverse(call: ast.Call) -> bool:
    given = {
        word.arg for word in call.keywords if text_of(word.value) is not None or not _is_none(word.value)
    }
    return len(call.args) > 1 or bool(given & {"reverse_code", "reverse_sql"})


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _has_models(path: Path) -> bool:
    return any(
        isinstance(node, ast.ClassDef)
        and any(last_word(base) in ("Model", "AbstractBaseUser") for base in node.bases)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
