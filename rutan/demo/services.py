"""Building the demo through the services of the packages, the same each time."""

import random
from datetime import date

from django.db import transaction

from inmates.models import Inmate
from inmates.services import import_register
from rutan.accounts.models import User
from rutan.accounts.scope import acting
from rutan.core import clock
from rutan.demo import apart, courses, doubles, groups, movements, regime, screenings
from rutan.demo.houses import accounts_of, agencies_of, make_facility
from rutan.demo.people import ACCOUNTS
from rutan.demo.plan import plan
from rutan.demo.register import register_file, residents
from rutan.demo.world import World

SEED = 20250724


def is_empty() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


@transaction.atomic
def load_demo(password: str, *, seed: int = SEED, today: date | None = None) -> None:
    """Make two facilities, the partner agencies, the accounts (all with one password) and 160 people's way so far.

    The same seed and day give the same people, answers and sessions.
    """
    with acting(user=None, facility=None, route="command:load_demo"):
        world = make_houses(password, seed=seed, today=today or clock.today())
        people_in(world, seed=seed)
        movements.settle(world, seed=seed)
        doubles.enter_twice(world, seed=seed)
        screenings.certify(world)
        screenings.open_records(world)
        screenings.agree(world)
        screenings.screen(world)
        rooms = regime.furnish(world)
        regime.protect(world, rooms)
        groups.decide(world)
        groups.run(world, rooms)
        groups.give_case_officers(world)
        courses.sign(world)
        courses.teach(world, rooms)
        regime.declare(world, rooms)
        apart.keep_apart(world)


def make_houses(password: str, *, seed: int, today: date) -> World:
    """Make the two facilities with their agencies and accounts; nobody is in custody yet."""
    own = make_facility("BNA", "Rutan Kelas IIB Banjarnegara", is_demo=True)
    empty = make_facility("KSG", "Rutan Kosong (latihan impor)", is_demo=True)
    agencies = agencies_of(own)
    users = accounts_of(own, empty, agencies, password)
    chance = random.Random(seed)  # noqa: S311  # the same demo for the same seed, nothing secret
    return World(own, agencies, users, today, chance)


def people_in(world: World, *, seed: int) -> None:
    """Import the register, as an office would, and plan everybody's way."""
    people = residents(seed=seed, today=world.today)
    import_register(
        content=register_file(people), facility=world.facility, on=world.today, by=world.users["registrasi"]
    )
    world.inmates = {person.register_number: person for person in Inmate.objects.at(world.facility)}
    world.cases = plan(people, seed=seed, today=world.today)


@transaction.atomic
def reset_passwords(password: str) -> None:
    """Give every demo account this password."""
    for user in User.objects.filter(username__in=[account.username for account in ACCOUNTS]):
        user.set_password(password)
        user.save(update_fields=["password"])
