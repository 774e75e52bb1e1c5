"""What kind of file a module is, by its name (house.md, part 1: "inside a package, only the files it needs")."""

import re

from tests.architecture.layers import LAYERS, package_of

KINDS = (
    "domain", "enums", "models", "queries", "services", "access", "forms", "views", "tasks", "jobs",
    "wording", "notifications", "admin", "urls", "apps",
)  # fmt: skip


def within(module: str) -> str:
    """The part of a module's name inside its package: ``views`` of ``rutan.jobs.views``."""
    package = package_of(module)
    prefix = (
        f"rutan.{package}"
        if module.startswith("rutan.") and package in LAYERS
        else module.split(".", maxsplit=1)[0]
    )
    return module.removeprefix(prefix).lstrip(".")


def kind_of(module: str) -> str:
    """``models`` for ``models.py``, ``models_consent.py`` and ``models/…``; an empty string for any other file.

    What stands in a ``domain`` folder is domain, whatever its name.
    """
    parts = within(module).split(".")
    if "domain" in parts[:-1] or parts[0] == "domain":
        return "domain"
    first = re.split(r"[_]", parts[0])[0]
    return parts[0] if parts[0] in KINDS else first if first in KINDS and first != "access" else ""
