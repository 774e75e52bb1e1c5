"""Put rights and definer functions right by hand, for instance after ``pgtrigger install``."""

from typing import Any

from django.core.management.base import BaseCommand

from rutan.hardening import harden


class Command(BaseCommand):
    """Apply the table of rights."""

    help = "Applies grants and makes trigger functions definer functions (as the owner; safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        harden()
