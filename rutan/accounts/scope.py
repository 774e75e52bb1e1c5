"""For whom, where and by which way something is done: the one place that knows.

Set at the start of each request, command and job and always overwritten there; services and the audit trail read it
instead of the request. Row-level security will stand on it later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import uuid4

import pghistory

from rutan.accounts.models import User
from rutan.accounts.permissions import Permission, Role
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal
from rutan.audit.trace import Trace, trace


class NoScope(Exception):
    """Nobody has said for whom this is done; guessing would be worse than failing."""


@dataclass(frozen=True)
class Scope:
    """The user, facility and agencies a request, command or job acts for."""

    user: User | None
    facility: Facility | None
    facilities: tuple[Facility, ...] = ()
    roles: frozenset[Role] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    agency_ids: frozenset[int] = frozenset()
    route: str = ""
    request_id: str = ""
    refusals: list[Refusal] = field(default_factory=list)

    def may(self, *wanted: Permission) -> bool:
        """Whether any of the permissions is held."""
        return any(permission in self.permissions for permission in wanted)


_current: ContextVar[Scope | None] = ContextVar("pulih_scope", default=None)


def current() -> Scope:
    """Return the scope of what runs now.

    :raises NoScope: outside any request, command or job.
    """
    scope = _current.get()
    if scope is None:
        raise NoScope("no scope: wrap the work in rutan.accounts.scope.entered or acting")
    return scope


def here() -> Facility:
    """Return the facility that is worked for, in whatever asks for a permission: those are held for a facility."""
    facility = current().facility
    assert facility is not None
    return facility


@contextmanager
def entered(scope: Scope) -> Iterator[Scope]:
    """Make ``scope`` the current one, for the audit trail and the row history too."""
    facts = Trace(
        actor_id=scope.user.pk if scope.user else None,
        actor_name=scope.user.full_name if scope.user else "",
        facility_id=scope.facility.pk if scope.facility else None,
        route=scope.route,
        request_id=scope.request_id,
    )
    scope_token, trace_token = _current.set(scope), trace.set(facts)
    try:
        with pghistory.context(user=facts.actor_id, route=facts.route, request=facts.request_id):
            yield scope
    finally:
        trace.reset(trace_token)
        _current.reset(scope_token)


@contextmanager
def acting(*, user: User | None, facility: Facility | None, route: str) -> Iterator[Scope]:
    """The scope of a command or job: the rights are those the user has now, not those of when it was asked for."""
    reach = user.reach if user else None
    facility_id = facility.pk if facility else None
    scope = Scope(
        user=user,
        facility=facility,
        facilities=(facility,) if facility else (),
        roles=reach.roles_at(facility_id) if reach else frozenset(),
        permissions=reach.permissions_at(facility_id) if reach else frozenset(),
        agency_ids=reach.agency_ids if reach else frozenset(),
        route=route,
        request_id=uuid4().hex,
    )
    with entered(scope):
        yield scope
