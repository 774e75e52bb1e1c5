"""Django's migrate, followed by the cache table and the rights: one place, once."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db.migrations import Migration

from rutan.hardening import harden
from rutan.migrating import in_runs


class Command(DjangoMigrate):
    """Migrate, then put rights and definer functions right."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as the owner; ``--check`` and ``--plan`` change nothing."""
        super().handle(*args, **options)
        if not options["check_unapplied"] and not options["plan"]:
            call_command("createcachetable", verbosity=0)
            harden()

    def migration_progress_callback(
        self, action: str, migration: Migration | None = None, fake: bool = False
    ) -> None:
        """Put a migration's operations into runs before it is applied."""
        if action == "apply_start" and migration is not None:
            migration.operations = in_runs(migration.operations)  # type: ignore[misc]  # Django does so too
        super().migration_progress_callback(action, migration, fake)
