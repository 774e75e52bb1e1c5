"""What each file of a package may import and do (the table of house.md, part 1)."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.imports import Reach, imports
from tests.architecture.kinds import kind_of
from tests.architecture.layers import package_of
from tests.architecture.scan import Breach, Source, calls, dotted, functions, sources

PAGES = {"views", "forms", "urls", "admin"}
FORBIDDEN_KINDS = {
    "models": PAGES | {"services", "queries", "tasks", "jobs", "access", "notifications"},
    "queries": PAGES | {"services", "tasks", "jobs", "notifications"},
    "services": PAGES | {"tasks", "jobs", "access"},
    "access": PAGES | {"services", "tasks", "jobs", "notifications"},
    "forms": {"views", "urls", "admin", "services", "tasks", "jobs", "notifications"},
    "views": {"urls", "admin", "tasks", "jobs", "notifications"},
    "tasks": PAGES | {"domain", "queries", "access"},
    "jobs": PAGES | {"domain", "access", "tasks"},
    "wording": PAGES | {"services", "queries", "tasks", "jobs", "access", "notifications"},
    "notifications": PAGES | {"services", "tasks", "access"},
}
WEB = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages", "django_htmx")
HTML = ("django.template", "django.utils.html", "django.utils.safestring", "django.forms", "crispy_forms")
WORK = ("celery", "django.core.mail")
FORBIDDEN_LIBRARIES = {
    "models": (*WEB, *HTML, *WORK),
    "queries": (*WEB, *HTML, *WORK),
    "services": (*WEB, *HTML, *WORK),
    "forms": (*WORK, "django.http"),
    "views": WORK,
    "access": (*HTML, *WORK),
    "wording": (*WEB, *WORK, "django.db"),
}
# Modules whose names say service or query but that every kind of file may use: plain values to hand on.
FOR_ALL = {"rutan.audit.services.Refusal"}
PLANNER = "rutan/timetable/domain/plan"  # the only place of OR-Tools, which works against a budget of time
OUTSIDE_WORLD = {
    "asyncio", "ctypes", "getpass", "http", "io", "locale", "logging", "multiprocessing", "os", "pathlib",
    "platform", "random", "secrets", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib", "uuid", "warnings",
}  # fmt: skip
CLOCKS = {"now", "utcnow", "today", "localdate", "localtime"}
WRITES = {"save", "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "delete"}
SIGNALS = ("django.db.models.signals", "django.dispatch")


def breaches(root: Path) -> Iterator[Breach]:
    """Everything a file imports or does that its name forbids."""
    for source in sources(root):
        if source.is_migration:
            continue
        kind = kind_of(source.module)
        yield from _imports(source, kind)
        yield from RULES.get(kind, _nothing)(source)


def _imports(source: Source, kind: str) -> Iterator[Breach]:
    for reach in imports(source):
        target = kind_of(reach.full) if package_of(reach.full) else ""
        if target in FORBIDDEN_KINDS.get(kind, ()) and reach.full not in FOR_ALL:
            yield source.breach(reach.line, f"{kind} may not import {target} ({reach.full})")
        if _is(reach, FORBIDDEN_LIBRARIES.get(kind, ())):
            yield source.breach(reach.line, f"{kind} may not import {reach.full}")
        if kind != "apps" and _is(reach, SIGNALS):
            yield source.breach(reach.line, "signals are for apps.py only, and never those of models")


def _is(reach: Reach, modules: tuple[str, ...]) -> bool:
    return any(f"{reach.full}.".startswith(f"{module}.") for module in modules)


def _domain(source: Source) -> Iterator[Breach]:
    """Pure: the standard library without the outside world, and other domain modules."""
    planner = {"ortools", "time", "random"} if source.path.startswith(PLANNER) else set()
    for reach in imports(source):
        library = reach.module.split(".")[0]
        if package_of(reach.full):
            pure = kind_of(reach.full) == "domain" or kind_of(reach.module) == "domain"
        else:
            pure = library in planner or (library in sys.stdlib_module_names and library not in OUTSIDE_WORLD)
        if not pure:
            yield source.breach(reach.line, f"domain may not import {reach.full}")
    for call, name in calls(source.tree):
        if name in CLOCKS and isinstance(call.func, ast.Attribute):
            yield source.breach(call, f"domain may not read the clock ({dotted(call.func) or name})")
        if dotted(call.func) in ("open", "print", "input", "eval", "exec"):
            yield source.breach(call, f"domain may not {name}")


def _enums(source: Source) -> Iterator[Breach]:
    for reach in imports(source):
        if package_of(reach.full):
            yield source.breach(reach.line, f"enums may not import anything of ours ({reach.full})")


def _models(source: Source) -> Iterator[Breach]:
    for node in functions(source.tree):
        if node.name in ("save", "delete", "full_clean"):
            yield source.breach(node, f"a model may not override {node.name}")


def _reads_only(source: Source) -> Iterator[Breach]:
    kind = kind_of(source.module)
    for call, name in calls(source.tree):
        keywords_only = bool(call.keywords) and not call.args
        if isinstance(call.func, ast.Attribute) and (name in WRITES or (name == "update" and keywords_only)):
            yield source.breach(call, f"{kind} may not write (.{name})")
    for node in functions(source.tree) if kind == "forms" else ():
        if node.name == "save":
            yield source.breach(node, "a form may not save")


def _services(source: Source) -> Iterator[Breach]:
    for node in functions(source.tree):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        if any(argument.arg == "request" for argument in arguments):
            yield source.breach(node, f"the service {node.name} may not see a request")


def _urls(source: Source) -> Iterator[Breach]:
    for reach in imports(source):
        own = package_of(source.module)
        if own != "rutan" and package_of(reach.full) and kind_of(reach.full) != "views":
            yield source.breach(reach.line, f"urls may import views only ({reach.full})")


def _nothing(source: Source) -> Iterator[Breach]:
    yield from ()


RULES = {
    "domain": _domain,
    "enums": _enums,
    "models": _models,
    "queries": _reads_only,
    "access": _reads_only,
    "forms": _reads_only,
    "services": _services,
    "urls": _urls,
}
