"""Who is whose case officer, how many people each has, and who has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from inmates.models import AccessGrant, Inmate
from inmates.queries_people import custody_of, people_of
from rehab.enums import Cared
from rehab.models import Placement
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.queries import people_in_role
from rutan.agencies.models import Facility
from rutan.core.turning import Page, Turn

People = QuerySet[Any]  # with what was written on each person


@dataclass(frozen=True)
class Load:
    """A case officer and how many people they have; ``holds_role`` is false for who has people and the role no more."""

    officer: User
    people: int
    holds_role: bool


@dataclass(frozen=True)
class CaredFor:
    """Somebody in custody, and who is their case officer since when, if anybody is."""

    inmate: Inmate
    grant: AccessGrant | None


@dataclass(frozen=True)
class CaseOfficers:
    """Everything the page shows."""

    page: Page[Inmate]
    people: list[CaredFor]
    loads: list[Load]
    without: int


def case_officer_of(inmate: Inmate) -> AccessGrant | None:
    """By what somebody is the case officer of a person now, with their name."""
    return AccessGrant.objects.of_case_officers().filter(inmate=inmate).select_related("user").first()


def standing_of(people: Sequence[Inmate]) -> list[CaredFor]:
    """People with the case officer each has now; the caller has reached them."""
    grants = AccessGrant.objects.of_case_officers().filter(inmate__in=people).select_related("user")
    of = {grant.inmate_id: grant for grant in grants}
    return [CaredFor(inmate, of.get(inmate.pk)) for inmate in people]


def participants(people: QuerySet[Inmate]) -> People:
    """Those of the people in custody who go through the programme now."""
    return people.filter(Exists(Placement.objects.active().filter(inmate=OuterRef("pk"))))


def without_case_officer(people: QuerySet[Inmate]) -> People:
    """Participants of the programme whom nobody is the case officer of."""
    return participants(people).filter(~Exists(_of_each()))


def case_officers(
    user: User,
    facility: Facility,
    turn: Turn,
    *,
    shown: Cared,
    officer: User | None,
    on: date,
) -> CaseOfficers:
    """Return one page of people in custody with their case officers, and how many each of these has."""
    everybody = custody_of(user, facility)
    people = _narrowed(everybody, shown)
    people = people.filter(Exists(_of_each().filter(user=officer))) if officer else people
    filters: Mapping[str, str] = {"shown": shown.value, "officer": str(officer.pk) if officer else ""}
    page = people_of(user, people, turn, filters=filters)
    return CaseOfficers(
        page=page,
        people=standing_of(page.rows),
        loads=loads_of(facility, on=on),
        without=without_case_officer(everybody).count(),
    )


def loads_of(facility: Facility, *, on: date) -> list[Load]:
    """Everybody who holds the role here, and whoever still has people without it, each with how many, by name."""
    open_here = AccessGrant.objects.open_at(facility).of_case_officers()
    counts = dict(open_here.values_list("user").annotate(Count("pk")).order_by())
    holding = people_in_role(Role.CASE_OFFICER, facility=facility, on=on)
    others = User.objects.filter(pk__in=set(counts) - {officer.pk for officer in holding})
    rows = [Load(officer, counts.get(officer.pk, 0), holds_role=True) for officer in holding]
    rows += [Load(officer, counts[officer.pk], holds_role=False) for officer in others]
    return sorted(rows, key=lambda load: (load.officer.full_name, load.officer.pk))


def _narrowed(people: Any, shown: Cared) -> Any:
    if shown == Cared.WITHOUT:
        return without_case_officer(people)
    return participants(people) if shown == Cared.PARTICIPANTS else people


def _of_each() -> QuerySet[AccessGrant]:
    return AccessGrant.objects.of_case_officers().filter(inmate=OuterRef("pk"))
