"""Reads about leaving and coming: who left, who is on the way here, and who was here before."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from inmates.domain.person_facts import sounds_alike
from inmates.models import Cell, FormerName, Inmate, InmateQuerySet, Transfer
from rutan.accounts.models import User
from rutan.agencies.models import Facility

FOUND_AT_MOST = 100


def gone_from(user: User, facility: Facility) -> InmateQuerySet:
    """Everybody who was at a facility and has left, whom the user may reach."""
    return Inmate.objects.visible_to(user).at(facility).gone()


def last_gone(people: InmateQuerySet) -> list[Inmate]:
    """People who left, the last one first, no more than a page holds."""
    return list(people.order_by("-left_on", "full_name", "pk")[:FOUND_AT_MOST])


def on_the_way_to(facility: Facility) -> list[Transfer]:
    """People other facilities have sent, the longest on the way first."""
    sent = Transfer.objects.to(facility).on_the_way().first_first()
    return list(sent.select_related("inmate", "facility", "stay"))


def known_at(facility: Facility, full_name: str, born_on: date, nik: str | None) -> list[Inmate]:
    """Those on a register, present or past, with this NIK, or born on this day with a name that sounds alike."""
    same_number = Q(nik=nik) if nik else Q(pk__in=())
    found = Inmate.objects.at(facility).going_on().filter(same_number | Q(born_on=born_on)).by_name()
    return [each for each in found if (nik and each.nik == nik) or _alike(each, full_name)]


def _alike(inmate: Inmate, full_name: str) -> bool:
    return sounds_alike(full_name, inmate.full_name) or sounds_alike(full_name, inmate.alias)


def cells_at(facility: Facility) -> QuerySet[Cell]:
    """The cells of a facility, by block and code."""
    return (
        Cell.objects.filter(facility=facility).select_related("block").order_by("block__code", "code", "pk")
    )


def facilities_besides(facility: Facility) -> QuerySet[Facility]:
    """Every other facility that works with Pulih."""
    return Facility.objects.exclude(pk=facility.pk).order_by("name", "pk")


def former_names_of(inmate: Inmate) -> Iterable[FormerName]:
    """What somebody was called before, the last one first."""
    return FormerName.objects.of(inmate).select_related("recorded_by")
