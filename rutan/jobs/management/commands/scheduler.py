"""The scheduler process: listens for new jobs, sweeps every second, asks for recurring work."""

import logging
import time
from typing import Any

import psycopg
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from rutan.jobs.services import CHANNEL
from rutan.jobs.sweep import ask_for_recurring, sweep
from rutan.jobs.tasks import publish

log = logging.getLogger("pulih.jobs")
EVERY = 1.0
RECURRING_EVERY = 30.0


class Command(BaseCommand):
    """Sweep until stopped; a database that is away is waited for."""

    help = "Announces due jobs to the workers (one process; a second does no harm)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run for ever."""
        asked = 0.0
        while True:
            try:
                with connection.cursor() as cursor:
                    cursor.execute(f"listen {CHANNEL}")
                while True:
                    if time.monotonic() - asked > RECURRING_EVERY or not asked:
                        ask_for_recurring(timezone.now())
                        asked = time.monotonic()
                    sweep(publish)
                    self.wait_for_a_bell()
            except (OperationalError, psycopg.OperationalError) as error:
                log.warning("the database is away (%s); trying again", type(error).__name__)
                close_old_connections()
                connection.close()
                time.sleep(EVERY)

    def wait_for_a_bell(self) -> None:
        """Wait for a new job, at most a second."""
        connection.ensure_connection()
        for _notice in connection.connection.notifies(timeout=EVERY, stop_after=1):
            return
