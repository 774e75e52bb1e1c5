"""Row history by statement-level triggers: every change by ORM, bulk or typed SQL leaves an event row.

Set up as security.md 2.1 stage 4 asks: the context stands inside the event row, and three columns are witnesses that
the application cannot choose. ``rutan.hardening`` makes the trigger functions definer functions after each migrate.
"""

from collections.abc import Callable
from typing import Any, TypeVar, overload

import pghistory
import pgtrigger
from django.db import models
from django.db.models import BigIntegerField, Func, TextField
from pghistory.models import Event as PghEvent

Tracked = TypeVar("Tracked", bound=models.Model)


class HistoryEvent(PghEvent):
    """The base of all history rows: 64-bit key, the database login and the transaction as witnesses."""

    pgh_id = models.BigAutoField(primary_key=True)
    db_user = models.TextField(
        db_default=Func(template="session_user", output_field=TextField()), editable=False
    )
    tx = models.BigIntegerField(
        db_default=Func(template="(pg_current_xact_id()::text::bigint)", output_field=BigIntegerField()),
        editable=False,
    )

    class Meta:
        abstract = True


@overload
def remembered(model: type[Tracked]) -> type[Tracked]: ...
@overload
def remembered(*, without: tuple[str, ...]) -> Callable[[type[Tracked]], type[Tracked]]: ...
def remembered(model: type[Tracked] | None = None, *, without: tuple[str, ...] = ()) -> Any:
    """Keep every version of the model's rows in ``<Model>Event``, append-only.

    ``without`` names fields the history leaves out; only for what a trigger keeps from changing at all.
    """

    def decorate(tracked: type[Tracked]) -> type[Tracked]:
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            level=pgtrigger.Statement,
            append_only=True,
            context_field=pghistory.ContextJSONField(),
            base_model=HistoryEvent,
            model_name=f"{tracked.__name__}Event",
            exclude=list(without) or None,
        )(tracked)
        return tracked

    return decorate if model is None else decorate(model)
