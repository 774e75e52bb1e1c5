"""Writing the audit trail, in the transaction of what it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import models

from rutan.audit.models import Event
from rutan.audit.trace import Trace, trace

LARGEST_KEY = models.BigIntegerField.MAX_BIGINT
LONGEST_FACT = 40


class Actor(Protocol):
    """Whoever can be named as the one who acted."""

    pk: Any
    full_name: Any


@dataclass(frozen=True)
class Refusal:
    """A record that was asked for and not given: kept until the refused request's transaction has rolled back."""

    action: str
    subject_type: str
    subject_id: int | None
    facts: dict[str, Any] = field(default_factory=dict)


def record(
    *,
    action: str,
    subject: models.Model | None = None,
    by: Actor | None = None,
    facility: Any = None,
    **facts: Any,
) -> Event:
    """Write one event. The actor is ``by``, else whoever the current scope acts for.

    ``facts`` must be plain JSON values and name no more than the event needs.
    """
    event = _event(trace.get(), action, facts)
    if by is not None:
        event.actor_id, event.actor_name = by.pk, str(by.full_name)
    if subject is not None:
        event.subject_type, event.subject_id = subject._meta.label_lower, subject.pk
        event.facility_id = getattr(subject, "facility_id", None) or event.facility_id
    if facility is not None:
        event.facility_id = facility.pk
    event.save(force_insert=True)
    return event


def record_refusals(refusals: Iterable[Refusal]) -> None:
    """Write what was refused, after the refused transaction is gone."""
    events = []
    for refusal in refusals:
        event = _event(trace.get(), refusal.action, refusal.facts)
        event.subject_type = refusal.subject_type
        if refusal.subject_id is None or -LARGEST_KEY <= refusal.subject_id <= LARGEST_KEY:
            event.subject_id = refusal.subject_id
        else:  # a number made up in an address, which no row can have
            event.facts = {**event.facts, "asked_for": str(refusal.subject_id)[:LONGEST_FACT]}
        events.append(event)
    Event.objects.bulk_create(events)


def _event(now: Trace, action: str, facts: dict[str, Any]) -> Event:
    return Event(
        action=action,
        facts=facts,
        actor_id=now.actor_id,
        actor_name=now.actor_name,
        facility_id=now.facility_id,
        route=now.route[:200],
        request_id=now.request_id,
    )
