"""Keys as the database compares them."""

from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast


def big(key: int) -> Cast:
    """A key of the type keys are stored in.

    A bare number is a small integer to PostgreSQL. A B-tree compares both kinds; a GIN index that begins with the
    facility answers only to its own, and without this would read the names of the whole nation.
    """
    return Cast(Value(key), BigIntegerField())
