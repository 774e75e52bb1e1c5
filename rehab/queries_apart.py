"""Whom somebody would meet in a group and is kept apart from."""

from collections.abc import Iterable
from datetime import date

from inmates.models import Inmate
from inmates.queries_apart import apart_from, may_be_named
from rehab.models import Group, Placement


def kept_apart_in(inmate: Inmate, groups: Iterable[Group], *, since: date) -> dict[int, tuple[str, ...]]:
    """Return by group who of its people somebody may not be with from a day on: a name, or "" for who may not know it."""
    apart = apart_from(inmate, since=since)
    found: dict[int, tuple[str, ...]] = {}
    if not apart:
        return found
    members = Placement.objects.active().filter(group__in=list(groups), inmate__in=apart)
    named = may_be_named()
    for placement in members.select_related("inmate").order_by("inmate__full_name", "pk"):
        name = placement.inmate.full_name if named else ""
        found[placement.group_id] = (*found.get(placement.group_id, ()), name)
    return found


__all__ = ["kept_apart_in"]
