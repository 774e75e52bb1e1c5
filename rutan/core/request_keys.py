"""Keys of forms (house.md, decision 6): a form that is sent twice does its deed once, for what it was opened for."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Manager, Model, QuerySet
from django.utils.translation import gettext as _

from rutan.core.errors import Refused

Row = TypeVar("Row", bound=Model)


class KeyUsed(Refused):
    """A form was sent before, for something else: another person, another room, another facility."""

    def __init__(self) -> None:
        super().__init__(_("This form was already used for something else. Open its page again."))


def earlier(
    rows: Manager[Row] | QuerySet[Row], request_key: UUID | None, under: str = "request_key", /, **same: Any
) -> Row | None:
    """Return the row that a form with this key has made before; None when it is sent for the first time, or has no key.

    Whoever sends the same form at the same moment waits here until the other has committed, and then finds that row.
    So this is called before any lock is taken, and on all rows, the void ones too.

    :param under: where the key is, if not on the row itself.
    :param same: look-ups that hold of the row if the deed is the same: its facility, its subject, its kind.
    :raises KeyUsed: when the row is of another deed.
    """
    if request_key is None:
        return None
    _wait_for_the_same(request_key)
    found = rows.filter(**{under: request_key}).first()
    if found is not None and not rows.filter(pk=found.pk, **same).exists():
        raise KeyUsed
    return found


def _wait_for_the_same(request_key: UUID) -> None:
    """Lock the key until the transaction ends; the unique constraint stays behind it for whoever does not ask here."""
    number = int.from_bytes(request_key.bytes[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [number])


__all__ = ["KeyUsed", "earlier"]
