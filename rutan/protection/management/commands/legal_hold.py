"""Keep somebody's data from being anonymised, or let retention count again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.scope import acting
from rutan.core.errors import Refused
from rutan.protection.models import LegalHold
from rutan.protection.services import end_hold, place_hold


class Command(BaseCommand):
    """A hold rests on a letter and names who placed it."""

    help = "Places a legal hold on a person, or ends it (--end)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The person is named by facility and register number."""
        parser.add_argument("--facility", required=True, help="code of the facility, such as BNA")
        parser.add_argument("--register-number", required=True)
        parser.add_argument("--by", required=True, help="username of whoever decided it")
        parser.add_argument("--letter", default="", help="number of the letter it rests on")
        parser.add_argument("--reason", default="")
        parser.add_argument("--end", action="store_true", help="end the hold that stands")

    def handle(self, *args: Any, **options: Any) -> None:
        """Place or end."""
        people = Inmate.objects.filter(
            facility__code=options["facility"], register_number=options["register_number"]
        )
        by, inmate = User.objects.filter(username=options["by"]).first(), people.first()
        if by is None or inmate is None:
            raise CommandError("no such person or user")
        with (
            translation.override("id"),
            acting(user=by, facility=inmate.facility, route="command:legal_hold"),
        ):
            try:
                self._do(inmate, by, options)
            except Refused as refusal:
                raise CommandError(" ".join(refusal.messages)) from refusal

    def _do(self, inmate: Inmate, by: User, options: dict[str, Any]) -> None:
        if not options["end"]:
            place_hold(inmate=inmate, letter_number=options["letter"], reason=options["reason"], by=by)
            self.stdout.write("the hold is placed")
            return
        held = list(LegalHold.objects.in_force().filter(inmate=inmate))
        if not held:
            raise CommandError("no hold is in force")
        for hold in held:
            end_hold(hold=hold, by=by)
        self.stdout.write("the hold is ended")
