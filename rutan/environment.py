"""Typed readers of the environment: loud when a value is wrong, silent when it is absent."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class BadSetting(Exception):
    """A variable of the environment has a value that cannot be used; the message names both."""


def flag(name: str, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Read a yes-or-no variable.

    :raises BadSetting: when the value is neither.
    """
    value = environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise BadSetting(f"{name} must be True or False, not {value!r}")


def choice(name: str, default: str, allowed: tuple[str, ...], environ: Mapping[str, str] = os.environ) -> str:
    """Read a variable that takes one of a few words.

    :raises BadSetting: when the value is none of them.
    """
    value = environ.get(name) or default
    if value not in allowed:
        raise BadSetting(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def number(name: str, default: int, *, least: int, most: int, environ: Mapping[str, str] = os.environ) -> int:
    """Read a whole number within bounds.

    :raises BadSetting: when the value is none, or outside them.
    """
    value = (environ.get(name) or "").strip() or str(default)
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        raise BadSetting(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def words(name: str, default: str, environ: Mapping[str, str] = os.environ) -> list[str]:
    """Read a comma-separated list; blanks are dropped."""
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]


def broker_url(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address of the broker: ``REDIS_URL``, else that of a server on this machine."""
    return environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0"


def address(name: str, default: str, environ: Mapping[str, str] = os.environ) -> str:
    """Read the address under which people reach the site, without a slash at its end.

    :raises BadSetting: when it is no http or https address, or has a path.
    """
    value = (environ.get(name) or default).rstrip("/")
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.path
        or parts.query
        or "@" in value
    ):
        raise BadSetting(f"{name} must be like https://pulih.example.org, not {value!r}")
    return value


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of everything this installation keeps beside the code (`.pulih` unless PULIH_HOME says)."""
    return Path(environ.get("PULIH_HOME") or PROJECT / ".pulih")
