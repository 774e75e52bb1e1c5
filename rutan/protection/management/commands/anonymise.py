"""Anonymise people whose time is over: first the list, then exactly that list."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from rutan.accounts.scope import acting
from rutan.core import clock
from rutan.protection.queries_due import Listing, listing_of
from rutan.protection.reader import classification
from rutan.protection.services_anonymise import AnonymiseRefused, anonymise

REFUSED = 2


class Command(BaseCommand):
    """Without --apply nothing is written."""

    help = "Lists what is past retention with a token; --apply TOKEN (as the owner's login) anonymises just that."

    def add_arguments(self, parser: CommandParser) -> None:
        """The token is good for its list, on its day."""
        parser.add_argument("--apply", metavar="TOKEN", help="anonymise the list with this token")
        parser.add_argument("--json", action="store_true", help="print the list as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """List, or apply."""
        with translation.override("id"), acting(user=None, facility=None, route="command:anonymise"):
            if not options["apply"]:
                self._show(listing_of(clock.today()), as_json=options["json"])
                return
            try:
                done = anonymise(token=options["apply"], on=clock.today())
            except AnonymiseRefused as refusal:
                raise CommandError(" ".join(refusal.messages), returncode=REFUSED) from refusal
            rows = sum(done.counts.values())
            self.stdout.write(f"anonymised {done.people} people, {rows} rows; protocol {done.pk}")

    def _show(self, listing: Listing, *, as_json: bool) -> None:
        if as_json:
            lines = [
                {"table": line.label, "people": line.people, "rows": line.rows} for line in listing.lines
            ]
            people = len(listing.people)
            said = {"day": listing.day.isoformat(), "people": people, "tables": lines, "token": listing.token}
            self.stdout.write(json.dumps(said))
            return
        self.stdout.write(f"past retention on {listing.day}: {len(listing.people)} people")
        for line in listing.lines:
            title = classification().tables[line.label].title
            self.stdout.write(f"{line.rows:8d} rows {line.people:6d} people  {line.label} ({title})")
        if listing.lines:
            self.stdout.write(f"nothing is written yet; to do exactly this, today: --apply {listing.token}")
