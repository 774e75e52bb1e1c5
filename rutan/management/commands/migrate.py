"""Django's migrate, followed by the cache table and the rights: one place, once."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as DjangoMigrate

from rutan.hardening import harden


class Command(DjangoMigrate):
    """Migrate, then put rights and definer functions right."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as the owner; ``--check`` and ``--plan`` change nothing."""
        super().handle(*args, **options)
        if not options["check_unapplied"] and not options["plan"]:
            call_command("createcachetable", verbosity=0)
            harden()
