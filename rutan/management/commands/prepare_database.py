"""Make the two logins and the database on a server whose superuser was given."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rutan.roles import prepare


class Command(BaseCommand):
    """Create roles, passwords and the database; safe to repeat."""

    help = "Creates pulih_owner, pulih_app, pulih_read and the database, when DATABASE_URL is a superuser."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Tests name their own database."""
        parser.add_argument("--name", help="database to make (default: the one of DATABASE_URL, else pulih)")
        parser.add_argument("--may-create-databases", action="store_true", help="only where tests run")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, and say what there was to do."""
        name = prepare(name=options["name"], may_create_databases=options["may_create_databases"])
        self.stdout.write(
            f"prepared the database {name}" if name else "nothing to prepare: an ordinary login was given"
        )
