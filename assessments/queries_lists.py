"""The three lists: people to screen, the assessor's own drafts, what was signed. All turn over by key."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from assessments.models import SCREENING, Assessment
from assessments.queries import Read, read
from assessments.queries_figures import never_screened
from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.scope import Scope
from rutan.agencies.models import Facility
from rutan.core.turning import key_in

SIZE = 50


@dataclass(frozen=True)
class ToScreen:
    """Somebody without a signed screening, how long they have been here, and the reader's own draft of one."""

    inmate: Inmate
    days: int
    draft: Assessment | None


@dataclass(frozen=True)
class Listed:
    """One form in a list: whose it is, and what of it may be read."""

    inmate: Inmate
    form: Assessment
    read: Read


def to_screen(
    user: User, facility: Facility, *, on: date, after: str = "", size: int = SIZE
) -> tuple[list[ToScreen], str]:
    """Return a page of the people to screen whom the user may reach, longest here first, and the next page's key."""
    people = never_screened(facility).visible_to(user).order_by("admitted_on", "pk")
    last = Inmate.objects.visible_to(user).filter(pk=key).first() if (key := key_in(after)) else None
    if last:
        later = Q(admitted_on__gt=last.admitted_on) | Q(admitted_on=last.admitted_on, pk__gt=last.pk)
        people = people.filter(later)
    page = list(people.select_related("cell")[: size + 1])
    begun = Assessment.objects.visible_to(user).drafts_of(user).of_instrument(SCREENING)
    drafts = {row.inmate_id: row for row in begun.of_people(person.pk for person in page)}
    rows = [ToScreen(person, (on - person.admitted_on).days, drafts.get(person.pk)) for person in page[:size]]
    return rows, str(page[size - 1].pk) if len(page) > size else ""


def own_drafts(scope: Scope, facility: Facility, *, size: int = SIZE) -> list[Listed]:
    """Return the drafts of the scope's user, the one saved last first; nobody has more than a page of them."""
    assert scope.user is not None  # a page is somebody's
    rows = Assessment.objects.visible_to(scope.user).at(facility).drafts_of(scope.user)
    found = rows.select_related("inmate", "assessor", "agency").order_by("-saved_at", "-pk")[:size]
    return [Listed(row.inmate, row, read(row, scope)) for row in found]


def signed_forms(
    scope: Scope, facility: Facility, *, after: str = "", size: int = SIZE
) -> tuple[list[Listed], str]:
    """Return a page of the signed forms the scope's user may know of, newest first, and the next page's key."""
    assert scope.user is not None  # a page is somebody's
    rows = Assessment.objects.visible_to(scope.user).at(facility).signed().newest_first()
    last = rows.filter(pk=key).first() if (key := key_in(after)) else None
    if last:
        rows = rows.filter(Q(taken_on__lt=last.taken_on) | Q(taken_on=last.taken_on, pk__lt=last.pk))
    page = list(rows.select_related("inmate", "assessor", "agency")[: size + 1])
    listed = [Listed(row.inmate, row, read(row, scope)) for row in page[:size]]
    return listed, str(page[size - 1].pk) if len(page) > size else ""
