"""Load the demo rutan."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rutan.demo import services


class Command(BaseCommand):
    """Invented people in an invented rutan; the password comes from PULIH_DEMO_PASSWORD."""

    help = "Loads the demo rutan into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Without --if-empty a database that holds accounts is an error."""
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there are accounts already"
        )
        parser.add_argument(
            "--reset-passwords", action="store_true", help="give the demo accounts the password again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say why not."""
        password = os.environ.get("PULIH_DEMO_PASSWORD")
        if not password:
            raise CommandError("PULIH_DEMO_PASSWORD must hold the password of the demo accounts")
        if services.is_empty():
            services.load_demo(password)
            self.stdout.write("the demo rutan is loaded")
        elif options["reset_passwords"]:
            services.reset_passwords(password)
            self.stdout.write("the demo accounts have the password again")
        elif not options["if_empty"]:
            raise CommandError("the database is not empty")
