"""What only one person may have at a facility, said in words when two are entered at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError, transaction
from django.db.models import UniqueConstraint

from inmates.models import Inmate
from inmates.refusals import RegisterRefused


@contextmanager
def one_of_each() -> Iterator[None]:
    """Write within a savepoint; a register number, NIK or person that is there already is refused in words.

    :raises RegisterRefused: with the sentence of the constraint.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        sentence = _sentences().get(_rule_of(error))
        if sentence is None:
            raise
        raise RegisterRefused(sentence) from error


def _sentences() -> dict[str, str]:
    unique = [rule for rule in Inmate._meta.constraints if isinstance(rule, UniqueConstraint)]
    return {rule.name: str(rule.violation_error_message) for rule in unique}


def _rule_of(error: IntegrityError) -> str:
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""
