"""The sets of people that reports and the dashboard count; each is one day or one month of one facility.

Each person is counted once, by the row that goes on, for every stay that stands, on whichever of their rows: who came
back was here before, and who was entered twice came once.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from inmates.models import Inmate, InmateQuerySet, Merge, Stay
from inmates.models_stays import StayQuerySet
from rutan.agencies.models import Facility

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def here_at_the_end_of(facility: Facility, day: date) -> "QuerySet[Inmate]":
    """Those who were in custody when a day ended: admitted by then, and not left by then."""
    here = Stay.objects.filter(Q(left_on=None) | Q(left_on__gt=day), admitted_on__lte=day)
    return _with_a_stay(facility, here)


def admitted_between(facility: Facility, first: date, last: date) -> "QuerySet[Inmate]":
    """Those admitted on one of the days, both included, also if they have left since."""
    return _with_a_stay(facility, Stay.objects.filter(admitted_on__range=(first, last)))


def left_between(facility: Facility, first: date, last: date) -> "QuerySet[Inmate]":
    """Those who left custody on one of the days, both included, for whatever reason."""
    return _with_a_stay(facility, Stay.objects.filter(left_on__range=(first, last)))


def of_outer_person(rows: Rows) -> Rows:
    """Within a query of people: the rows about the person, those of rows that were merged into theirs among them."""
    return rows.filter(inmate__person_uuid=OuterRef("person_uuid"), inmate__facility=OuterRef("facility"))


def going_on_of(merged: Iterable[Inmate]) -> dict[int, Inmate]:
    """By the key of a row that was merged: the row of the person that goes on."""
    merges = Merge.objects.lasting().filter(merged__in=[row.pk for row in merged]).select_related("kept")
    return {merge.merged_id: merge.kept for merge in merges}


def _with_a_stay(facility: Facility, stays: StayQuerySet) -> InmateQuerySet:
    return Inmate.objects.at(facility).going_on().filter(Exists(of_outer_person(stays)))
