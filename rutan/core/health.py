"""Whether the process can do its work."""

from typing import Any

from celery import current_app
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def database_is_well() -> bool:
    """Whether the database answers and its tables are those of this code."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception:  # noqa: BLE001  # whatever it is, it is not well
        return False


def broker_is_well() -> bool:
    """Whether the broker answers within a second; nothing but the delay of jobs depends on it."""
    try:
        with current_app.connection_for_read(
            transport_options={"socket_timeout": 1, "socket_connect_timeout": 1}
        ) as c:
            c.ensure_connection(max_retries=0, timeout=1)
            return True
    except Exception:  # noqa: BLE001  # whatever it is, it is not well
        return False


def readiness() -> tuple[int, dict[str, Any]]:
    """Return the HTTP status and the facts of ``/readyz``."""
    if not database_is_well():
        return 503, {"database": "down"}
    return 200, {"database": "up", "broker": "up" if broker_is_well() else "down"}
