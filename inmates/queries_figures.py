"""The sets of people that reports and the dashboard count; each is one day or one month of one facility."""

from datetime import date

from django.db.models import Q, QuerySet

from inmates.models import Inmate
from rutan.agencies.models import Facility


def here_at_the_end_of(facility: Facility, day: date) -> "QuerySet[Inmate]":
    """Those who were in custody when a day ended: admitted by then, and not left by then."""
    return Inmate.objects.at(facility).filter(Q(left_on=None) | Q(left_on__gt=day), admitted_on__lte=day)


def admitted_between(facility: Facility, first: date, last: date) -> "QuerySet[Inmate]":
    """Those admitted on one of the days, both included, also if they have left since."""
    return Inmate.objects.at(facility).filter(admitted_on__range=(first, last))


def left_between(facility: Facility, first: date, last: date) -> "QuerySet[Inmate]":
    """Those who left custody on one of the days, both included, for whatever reason."""
    return Inmate.objects.at(facility).filter(left_on__range=(first, last))
