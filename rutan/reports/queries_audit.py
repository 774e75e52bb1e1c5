"""Reading the audit trail of one facility, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.queries_users import managed_at
from rutan.agencies.models import Facility
from rutan.audit.models import Event
from rutan.core.turning import Page, Turn, page_of
from rutan.reports.wording_audit import action_in_words, facts_in_words, subject_in_words

INMATE = Inmate._meta.label_lower


@dataclass(frozen=True)
class TrailRow:
    """One event as the page shows it; ``person`` is an inmate the reader may open, with the key of the record."""

    at: datetime
    actor: str
    action: str
    code: str
    subject: str
    person: str
    person_id: int | None
    facts: str


def actors_at(facility: Facility) -> list[User]:
    """Whoever can have acted at a facility: everybody who holds or held a role there or at a partner, by name."""
    return list(managed_at(facility).order_by("full_name", "pk"))


def trail_of(
    facility: Facility,
    turn: Turn,
    *,
    day: date | None,
    actor: int | None,
    action: str,
    filters: Mapping[str, str],
) -> Page[Event]:
    """One page of what happened at a facility; ``day`` is one on the clock of that facility."""
    everything = Event.objects.at_facility(facility.pk)
    events = everything
    if day:
        events = events.between(_midnight(day), _midnight(day + timedelta(days=1)))
    if actor:
        events = events.done_by(actor)
    if action:
        events = events.named(action)
    return page_of(events, turn, by="at", among=everything, descending=True, filters=filters)


def rows_of(user: User, events: list[Event]) -> list[TrailRow]:
    """Put events into words; inmates by name where the reader may open their records."""
    keys = [event.subject_id for event in events if event.subject_type == INMATE and event.subject_id]
    names = dict(Inmate.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "full_name"))
    return [_row(event, names) for event in events]


def _row(event: Event, names: Mapping[int, str]) -> TrailRow:
    is_person = event.subject_type == INMATE and event.subject_id in names
    person_id = event.subject_id if is_person else None
    return TrailRow(
        at=event.at,
        actor=event.actor_name,
        action=action_in_words(event.action),
        code=event.action,
        subject=subject_in_words(event.subject_type, event.subject_id),
        person=names[person_id] if person_id is not None else "",
        person_id=person_id,
        facts=facts_in_words(event.facts),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
