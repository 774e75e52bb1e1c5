#!/usr/bin/env python3
"""Pulih's command line: chooses the database login by command, then hands over to Django."""

import os
import sys

# These change the schema or its rights, so they act as the owner; everything else is the application.
OWNER_COMMANDS = {"migrate", "createcachetable", "harden"}
# These never ask the database, so no embedded server is started for them.
OFFLINE_COMMANDS = {
    "check",
    "diffsettings",
    "help",
    "makemigrations",
    "score",
    "version",
    "--help",
    "--version",
    "-h",
}


def main(arguments: list[str]) -> None:
    """Run one command; without DATABASE_URL on the embedded server (a running one, else one of its own)."""
    command = arguments[1] if len(arguments) > 1 else "help"
    as_owner = command in OWNER_COMMANDS and "--check" not in arguments
    os.environ.setdefault("PULIH_DB_ROLE", "owner" if as_owner else "app")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rutan.settings")
    if command in OFFLINE_COMMANDS:
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        from rutan import embedded

        embedded.provide_for_command(command)

    from django.core.management import execute_from_command_line

    execute_from_command_line(arguments)


if __name__ == "__main__":
    main(sys.argv)
