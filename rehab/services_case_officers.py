"""Who is the case officer (*wali*) of whom: a grant of the person's record with a purpose of its own.

The grant is all there is: it opens the record, it says since when and by whom, and its end stays in the history. The
database lets a person have one at a time (``access_grant_one_case_officer``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.enums import GrantPurpose
from inmates.models import AccessGrant, Inmate
from inmates.services_access import end_grant, grant_to_user
from rehab.refusals import CaseOfficerRefused
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.queries import people_in_role
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock, dates

SOURCE = "case_officer"
FOLLOWS = (
    f"{SOURCE}:"  # with the key of the grant that ended when this one was given, so that it can be undone
)


@dataclass(frozen=True)
class Assigned:
    """What an assignment came to: the grants given, and how many had this very case officer already."""

    grants: tuple[AccessGrant, ...]
    unchanged: int


@transaction.atomic
def assign_case_officer(
    *, inmate_ids: Collection[int], officer: User, facility: Facility, starts_on: date, by: User
) -> Assigned:
    """Make somebody the case officer of people in custody from a day on; whoever was before is so no longer.

    Who has this case officer already stays as they are, so that a form sent twice changes nothing.

    :raises CaseOfficerRefused: when the day lies ahead, or the officer does not hold that role here on it and today.
    """
    _refuse(officer, facility, starts_on)
    grants: list[AccessGrant] = []
    people = _locked(inmate_ids, facility)
    standing = _standing(people)
    for inmate in people:
        former = standing.get(inmate.pk)
        if former and former.user_id == officer.pk:
            continue
        grants.append(_hand_over(inmate, former, officer, starts_on, by))
    return Assigned(tuple(grants), len(people) - len(grants))


@transaction.atomic
def end_case_officer(*, inmate_ids: Collection[int], facility: Facility, by: User) -> int:
    """Let people have no case officer from now on; return how many had one."""
    standing = _standing(_locked(inmate_ids, facility))
    for grant in standing.values():
        _end(grant, by)
    return len(standing)


@transaction.atomic
def undo_assignment(*, grant_ids: Collection[int], facility: Facility, by: User) -> int:
    """Take assignments back: whoever was the case officer before is so again, if they still hold the role.

    Those that were ended or changed meanwhile stay as they are; return how many were taken back.
    """
    given = AccessGrant.objects.open_at(facility).of_case_officers().filter(pk__in=grant_ids)
    wanted = {grant.inmate_id: grant for grant in given}
    people = _locked(wanted, facility)
    standing, undone = _standing(people), 0
    holding = people_in_role(Role.CASE_OFFICER, facility=facility, on=clock.today())
    for inmate in people:
        grant = standing.get(inmate.pk)
        if grant is None or grant.pk != wanted[inmate.pk].pk:
            continue
        _end(grant, by)
        undone += 1
        former = _followed(grant)
        if former and former.user in holding:
            _give(inmate, former.user, SOURCE, former.starts_on, by)
    return undone


def _refuse(officer: User, facility: Facility, starts_on: date) -> None:
    today = clock.today()
    if starts_on > today:
        raise CaseOfficerRefused(_("The day lies in the future."))
    for day in {starts_on, today}:
        if officer not in people_in_role(Role.CASE_OFFICER, facility=facility, on=day):
            text = _("%(name)s is no case officer here on %(day)s.")
            raise CaseOfficerRefused(text % {"name": officer.full_name, "day": dates.long_date(day)})


def _locked(inmate_ids: Iterable[int], facility: Facility) -> list[Inmate]:
    """Those of the people who are in custody here, locked in the order of their keys."""
    people = Inmate.objects.at(facility).in_custody().filter(pk__in=list(inmate_ids)).order_by("pk")
    return list(people.select_for_update(no_key=True, of=("self",)))


def _standing(people: Collection[Inmate]) -> dict[int, AccessGrant]:
    """The grant of the case officer each has now, by the key of the person."""
    grants = AccessGrant.objects.of_case_officers().filter(inmate__in=people).select_related("user", "inmate")
    return {grant.inmate_id: grant for grant in grants}


def _hand_over(
    inmate: Inmate, former: AccessGrant | None, officer: User, starts_on: date, by: User
) -> AccessGrant:
    if former:
        end_grant(grant=former, by=by)
    source = f"{FOLLOWS}{former.pk}" if former else SOURCE
    return _give(inmate, officer, source, starts_on, by, before=former.user_id if former else None)


def _give(
    inmate: Inmate, officer: User | None, source: str, starts_on: date, by: User, *, before: int | None = None
) -> AccessGrant:
    assert officer is not None  # a case officer is a person
    grant = grant_to_user(
        inmate=inmate,
        user=officer,
        source=source,
        purpose=GrantPurpose.CASE_OFFICER,
        starts_on=starts_on,
        by=by,
    )
    record(action="rehab.case_officer.assigned", subject=inmate, by=by, user=officer.pk, before=before)
    return grant


def _end(grant: AccessGrant, by: User) -> None:
    end_grant(grant=grant, by=by)
    record(action="rehab.case_officer.ended", subject=grant.inmate, by=by, user=grant.user_id)


def _followed(grant: AccessGrant) -> AccessGrant | None:
    """The grant in whose place this one was given."""
    key = grant.source.removeprefix(FOLLOWS)
    if key == grant.source:
        return None
    return AccessGrant.objects.select_related("user").filter(pk=int(key), inmate=grant.inmate_id).first()


__all__ = ["SOURCE", "Assigned", "assign_case_officer", "end_case_officer", "undo_assignment"]
