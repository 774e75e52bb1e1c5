"""Score answers from the command line, without a database."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.domain import registry
from assessments.domain.instrument import Instrument
from assessments.domain.scoring import score


class Command(BaseCommand):
    """Print the result of one answer object, or of a list of them."""

    help = "Scores one answer object, or a list of them, from FILE or standard input; prints JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Without FILE the answers come from standard input."""
        parser.add_argument("instrument", help="code of the instrument, such as assist")
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Score; what cannot be computed is null in the result, only unreadable input is a failure."""
        try:
            definition = registry.instrument(options["instrument"])
        except registry.UnknownInstrumentError as error:
            known = ", ".join(registry.INSTRUMENTS)
            raise CommandError(f"there is no instrument {error.args[0]}; known: {known}") from error
        given = read(options["file"])
        answer = [result(definition, each) for each in given] if isinstance(given, list) else None
        self.stdout.write(json.dumps(answer if answer is not None else result(definition, given)))


def read(file: Path | None) -> Any:
    """Read JSON from a file, or from standard input."""
    try:
        content = sys.stdin.buffer.read() if file is None else file.read_bytes()
        return json.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise CommandError(f"this is no JSON: {error}") from error


def result(definition: Instrument, answers: Any) -> dict[str, object]:
    """The result of one answer object."""
    if not isinstance(answers, dict):
        raise CommandError("answers are a JSON object, or a list of them")
    return score(definition, answers).as_json()
