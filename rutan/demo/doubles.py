"""Somebody of the demo who was here before and was entered again as new: two rows that wait to be merged."""

import random
from datetime import timedelta
from uuid import UUID

from inmates.enums import Departure, Sex
from inmates.models import Inmate
from inmates.services_arrivals import enter_person
from inmates.services_departures import leave
from rutan.demo.world import World

BEFORE, STAYED = timedelta(days=900), timedelta(days=210)
# How the office wrote the name the first time.
SPELLINGS = (("Ahm", "Akhm"), ("o", "oe"), ("y", "i"), ("a", "aa"))


def enter_twice(world: World, *, seed: int) -> None:
    """Enter the earlier time of a man who is here now under another number and another spelling of his name."""
    chance = random.Random(seed)  # noqa: S311  # the same demo for the same seed, nothing secret
    men = Inmate.objects.at(world.facility).in_custody().filter(sex=Sex.MALE).order_by("full_name", "pk")
    man, by = men[3], world.users["registrasi"]
    admitted_on = world.today - BEFORE
    facts = {name: getattr(man, name) for name in ("born_on", "birth_place", "sex", "religion", "address")}
    facts |= {"full_name": _spelled(man.full_name), "register_code": "A.III", "offence": "362 KUHP"}
    facts |= {"register_number": f"A.III.907/{admitted_on.year}", "admitted_on": admitted_on}
    facts |= {"expires_on": admitted_on + STAYED, "cell": None}
    stay = enter_person(facility=world.facility, facts=facts, by=by, request_key=_key(chance))
    on = admitted_on + STAYED
    leave(inmate=stay.inmate, departure=Departure.RELEASED, on=on, by=by, request_key=_key(chance))


def _spelled(name: str) -> str:
    """The name as another officer wrote it."""
    one, other = next((pair for pair in SPELLINGS if pair[0] in name), ("", ""))
    return name.replace(one, other, 1) if one else name


def _key(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
