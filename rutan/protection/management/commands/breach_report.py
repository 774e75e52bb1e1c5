"""``manage.py breach_report --user NAME --from 2026-11-20 --to 2026-11-24T08:00``: whom an account reached."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import dates
from rutan.protection.queries_breach import Reach, reach_of
from rutan.reports.wording_audit import action_in_words


class Command(BaseCommand):
    """All people whose records one account opened, printed or took in a period, with which kind of record and when."""

    help = "List everybody whose records an account opened, printed or took within a period."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose account, from when, until when."""
        parser.add_argument("--user", required=True, help="user name of the account")
        parser.add_argument("--from", required=True, dest="start", help="ISO day or moment, included")
        parser.add_argument("--to", required=True, dest="end", help="ISO day or moment, not included")
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, write down that it was read, and print."""
        account = User.objects.filter(username=options["user"]).first()
        if account is None:
            raise CommandError("no such user")
        start, end = _moment(options["start"]), _moment(options["end"])
        if end <= start:
            raise CommandError("--to must be after --from")
        reach = reach_of(account, start, end)
        facts: dict[str, Any] = {
            "user": account.username,
            "starts_at": start.isoformat(),
            "ends_at": end.isoformat(),
        }
        record(action="protection.breach.queried", count=len(reach.people), **facts)
        with translation.override("id"):
            self.stdout.write(
                json.dumps(_as_json(reach, facts), indent=2) if options["json"] else _as_text(reach)
            )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"not a day or moment: {text}") from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _as_json(reach: Reach, facts: dict[str, Any]) -> dict[str, Any]:
    people = [
        {
            "facility": each.inmate.facility.code,
            "register_number": each.inmate.register_number,
            "name": each.inmate.full_name,
            "records": each.as_fields,
        }
        for each in reach.people
    ]
    lists = [{"action": each.action, "at": each.at.isoformat(), "count": each.count} for each in reach.lists]
    return {**facts, "people": people, "lists_without_names": lists}


def _as_text(reach: Reach) -> str:
    lines = [f"{len(reach.people)} orang"]
    for each in reach.people:
        inmate = each.inmate
        lines.append(f"{inmate.facility.code} {inmate.register_number} {inmate.full_name}")
        for action, moments in each.reads.items():
            lines.append(f"  {action_in_words(action)}: {'; '.join(map(dates.moment, moments))}")
    lines.append(f"{len(reach.lists)} daftar yang dibuka, tanpa nama di jejak")
    for seen in reach.lists:
        many = "" if seen.count is None else f" ({seen.count})"
        lines.append(f"  {dates.moment(seen.at)} {action_in_words(seen.action)}{many}")
    return "\n".join(lines)
