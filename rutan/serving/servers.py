"""The embedded servers of a state folder, started under a supervisor."""

from pathlib import Path

from rutan.paths import prepared
from rutan.serving.postgres import Postgres
from rutan.serving.valkey import Valkey
from rutan.supervisor import Supervisor


def state_of(folder: Path) -> Path:
    """Return the state folder, made and closed to others, with its place for logs."""
    state = prepared(folder)
    (state / "log").mkdir(mode=0o700, exist_ok=True)
    return state


def start_postgres(supervisor: Supervisor, state: Path, runtime: Path, *, durable: bool = True) -> str:
    """Start PostgreSQL, wait until it answers and return the superuser's address."""
    server = Postgres(state, runtime, durable=durable)
    server.prepare()
    # After a crash it may have much to replay before it answers.
    supervisor.wait_for(supervisor.start(server.program), server.is_ready, seconds=300)
    return server.url


def start_valkey(supervisor: Supervisor, state: Path, runtime: Path) -> str:
    """Start Valkey, wait until it answers and return its address."""
    server = Valkey(state, runtime)
    server.prepare()
    supervisor.wait_for(supervisor.start(server.program), server.is_ready)
    return server.url
