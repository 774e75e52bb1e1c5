"""Which function does a kind of job: higher packages register theirs by ``@job`` in a module named ``jobs``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rutan.accounts.permissions import Permission

if TYPE_CHECKING:
    from rutan.jobs.run import Run

Handler = Callable[..., dict[str, Any]]
Reader = Callable[..., Any]


@dataclass(frozen=True)
class JobKind:
    """A registered kind: its handler, the words for it, the right its requester needs when it runs.

    ``reads`` is done before, in one snapshot of the database; what it returns is the handler's ``read``.
    """

    name: str
    label: Any
    handler: Handler
    permission: Permission | None
    every: timedelta | None
    reads: Reader | None = None


_kinds: dict[str, JobKind] = {}


def job(
    name: str,
    *,
    label: Any,
    permission: Permission | None = None,
    every: timedelta | None = None,
    reads: Reader | None = None,
) -> Callable[[Handler], Handler]:
    """Register ``handler(run, **arguments) -> result`` for a kind of job.

    The handler runs inside one transaction, in the scope of the requester, and may run twice; the last transaction
    counts. ``every`` makes the scheduler ask for it again and again. ``reads(run, **arguments)`` sees the database as
    it was at one moment, can write nothing, and is handed to the handler as ``read``.
    """

    def register(handler: Handler) -> Handler:
        if name in _kinds and _kinds[name].handler.__module__ != handler.__module__:
            raise ValueError(f"two handlers for the job kind {name}")
        _kinds[name] = JobKind(name, label, handler, permission, every, reads)
        return handler

    return register


def kind_of(name: str) -> JobKind:
    """Return a registered kind.

    :raises LookupError: when nobody registered it.
    """
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"no handler for the job kind {name}") from None


def recurring() -> list[JobKind]:
    """Kinds that the scheduler asks for by itself."""
    return [kind for kind in _kinds.values() if kind.every]


__all__ = ["Handler", "JobKind", "Reader", "Run", "job", "kind_of", "recurring"]
