"""Where an installation keeps what is not code: the state folder and the runtime folder.

The state folder (``.pulih``, or ``PULIH_HOME``) holds keys, logs and, where no server is given, the
database itself. The runtime folder holds sockets only: their paths may have 107 bytes, which a clone's path
may exceed.
"""

import contextlib
import hashlib
import os
import secrets
import stat
import tempfile
from pathlib import Path

from rutan.environment import PROJECT, state_folder

__all__ = [
    "PROJECT",
    "UnsafeFolder",
    "keep",
    "kept",
    "made_once",
    "prepared",
    "runtime_folder",
    "state_folder",
]

SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET = len("/pulih-4294967295-0123456789ab/postgres/.s.PGSQL.5432.lock")


class UnsafeFolder(Exception):
    """A folder that another user could change; nothing is put there."""


def prepared(folder: Path) -> Path:
    """Make ``folder`` if it is missing, closed to others, and return its absolute path.

    As root it may be passed through (mode 0711), because PostgreSQL runs as another user and its data lie
    inside; every secret in it has a mode of its own.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(PermissionError):
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return folder


def keep(file: Path, text: str) -> None:
    """Write ``text`` to ``file`` for its owner alone; a reader meets the old or the new, never a part."""
    aside = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
    aside.replace(file)


def kept(file: Path) -> str:
    """Return what ``keep`` wrote, or an empty string."""
    try:
        return file.read_text()
    except FileNotFoundError:
        return ""


def made_once(file: Path, length: int = 48) -> str:
    """Return the secret in ``file``; the first call makes it."""
    if not (secret := kept(file).strip()):
        secret = secrets.token_urlsafe(length)
        keep(file, secret + "\n")
    return secret


def runtime_folder(state: Path) -> Path:
    """Make and return the folder for the sockets of the installation in ``state``.

    :raises UnsafeFolder: when the name is taken by a link or by another user.
    """
    user = os.geteuid()
    name = hashlib.sha256(str(state.resolve()).encode()).hexdigest()[:12]
    folder = _base(user) / f"pulih-{user}-{name}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user:
        raise UnsafeFolder(f"{folder} is not a folder of this user; remove it")
    folder.chmod(0o711 if user == 0 else 0o700)
    return folder


def _base(user: int) -> Path:
    """Return the first folder for runtime files that exists, may be written and is short enough."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    candidates = ["/run"] if user == 0 else [given] if given else []
    for candidate in (*candidates, tempfile.gettempdir(), "/tmp"):  # noqa: S108  # the folder inside is closed
        if os.access(candidate, os.W_OK | os.X_OK) and len(candidate) + LONGEST_SOCKET <= SOCKET_PATH_LIMIT:
            return Path(candidate)
    raise UnsafeFolder("there is no folder for runtime files that this user may write")
