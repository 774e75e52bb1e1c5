"""Every route of the site, walked as every role, without a role and signed out, against the table."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access.arguments import ARGUMENTS
from tests.access.table import ANYBODY, NOBODY, TABLE
from tests.access.world import World
from tests.architecture.routes import routes
from tests.factories.accounts import signed_in

ROUTES = {name: address for address, name, _view in routes(get_resolver("rutan.urls"))}
TURNED_AWAY = {403, 404}
NOT_ALLOWED = 405


def test_every_route_stands_in_the_table_and_nothing_else_does():
    assert sorted(set(ROUTES) - set(TABLE)) == [], "a route without a line in tests/access/table.py"
    assert sorted(set(TABLE) - set(ROUTES)) == [], "a line in tests/access/table.py without a route"


def test_every_address_with_arguments_has_a_line_in_the_world_and_no_other():
    with_arguments = {name for name, address in ROUTES.items() if "<" in address}
    assert sorted(with_arguments ^ set(ARGUMENTS)) == [], "see tests/access/arguments.py"


@pytest.mark.django_db
@pytest.mark.parametrize("who", sorted(ANYBODY, key=str), ids=str)
def test_the_walk(who):
    world = World()
    walker = world.people[who]
    client = Client() if who == NOBODY else signed_in(walker)
    wanted = {name for name, let_in in TABLE.items() if who in let_in}
    got = {name for name in ROUTES if answers(client, address_of(name, world, walker))}
    too_much, too_little = sorted(got - wanted), sorted(wanted - got)
    assert too_much == [], f"{who} gets in there, and should not"
    assert too_little == [], f"{who} does not get in there, and should"


def address_of(name, world, walker):
    return reverse(name, kwargs=ARGUMENTS[name](world, walker) if name in ARGUMENTS else {})


def answers(client, address):
    """Whether a page lets somebody in: read, or where reading is not allowed, sent an empty form.

    Whatever it does is undone, so that the order of the walk is of no matter.
    """
    with transaction.atomic():
        response = client.get(address)
        if response.status_code == NOT_ALLOWED:
            response = client.post(address)
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse(settings.LOGIN_URL))
    return response.status_code not in TURNED_AWAY and not to_sign_in
