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

    :raises RegisterRefused: with the sentence of the constraint, beside what somebody else has.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        rule = _rules().get(_rule_of(error))
        if rule is None:
            raise
        # The last column of the rule is what the person has; the facility is the same for all.
        raise RegisterRefused(str(rule.violation_error_message), fields=rule.fields[-1:]) from error


def _rules() -> dict[str, UniqueConstraint]:
    return {rule.name: rule for rule in Inmate._meta.constraints if isinstance(rule, UniqueConstraint)}


def _rule_of(error: IntegrityError) -> str:
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""
