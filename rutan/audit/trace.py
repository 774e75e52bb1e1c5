"""Who acts, through what: the plain facts an audit event needs.

Filled by ``rutan.accounts.scope``, which stands higher and knows people; read by ``record``.
"""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Trace:
    """The actor and the way in of what is being done now."""

    actor_id: int | None = None
    actor_name: str = ""
    facility_id: int | None = None
    route: str = ""
    request_id: str = ""


NOBODY = Trace()
trace: ContextVar[Trace] = ContextVar("pulih_trace", default=NOBODY)
