"""The three programs in front of the servers. Stopped together: their patience is not added up."""

import http.client
import socket
import sys
from collections.abc import Mapping

from rutan.paths import PROJECT
from rutan.serving.children import Program

HOST = "127.0.0.1"
THREADS = 8
WORKERS = 2


def web(environment: Mapping[str, str], port: int) -> Program:
    """Return the web server; its control socket would lie in the user's home."""
    bind = ("-w", "1", "-k", "gthread", "--threads", str(THREADS), "-b", f"{HOST}:{port}")
    quiet = ("--graceful-timeout", "2", "--no-control-socket")
    return _module("web", environment, "gunicorn", "rutan.wsgi", *bind, *quiet)


def worker(environment: Mapping[str, str]) -> Program:
    """Return the worker. TERM becomes its soft stop: tasks have a few seconds, leases do the rest."""
    alone = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    soft = {**environment, "REMAP_SIGTERM": "SIGQUIT"}
    return _module(
        "worker", soft, "celery", "-A", "rutan", "worker", "-c", str(WORKERS), *alone, patience=4.5
    )


def scheduler(environment: Mapping[str, str]) -> Program:
    """Return the process that announces due jobs."""
    line = (sys.executable, str(PROJECT / "manage.py"), "scheduler")
    return Program("scheduler", line, patience=2.0, environment=environment, options={"cwd": PROJECT})


def _module(name: str, environment: Mapping[str, str], *words: str, patience: float = 3.0) -> Program:
    line = (sys.executable, "-m", *words)
    return Program(name, line, patience=patience, environment=environment, options={"cwd": PROJECT})


def is_free(port: int) -> bool:
    """Whether we could listen on ``port``: a server that cannot would try again for ever."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether the web process answers; asked as a proxy would, so that TLS settings do not redirect."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"X-Forwarded-Proto": "https"})
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
