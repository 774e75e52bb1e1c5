"""Addresses, filters and forms with what no row, calendar or text column can hold: a page, never a server's error."""

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.access.arguments import ARGUMENTS
from tests.access.forms_on import forms_on
from tests.access.table import TABLE
from tests.access.world import World
from tests.architecture.routes import routes
from tests.factories import accounts

pytestmark = pytest.mark.django_db
ROUTES = {name: address for address, name, _view in routes(get_resolver("rutan.urls"))}
IMPOSSIBLE = (2**63, 10**60)
# Whatever a page of ours reads from its address.
FILTERS = (
    "after", "before", "week", "day", "month", "starts_on", "room", "block", "stage", "action", "actor",
    "ended", "words", "part", "facility", "next", "page",
)  # fmt: skip
MEANINGLESS = ("0001-01-01", "9999-12-31", "²", str(2**63), "\x00", "a" * 5000)
# Kinds of fields, and what a browser would not let anybody enter there.
ENTERED = (
    (("date", "datetime-local"), "0001-01-01"),
    (("date", "datetime-local"), "9999-12-31T23:59"),
    (("date",), "9999-12-31"),
    (("text", "search", "password", "email"), "a\x00b"),
    (("text", "search"), "x" * 20_000),
    (("number", "select", "hidden", "radio", "checkbox"), str(2**63)),
    (("time",), "25:99"),
)


def walks():
    """Every route with its arguments and the client of the first role that is let in; a new world for each role."""
    first = {name: next((role for role in Role if role in TABLE[name]), None) for name in sorted(ROUTES)}
    for role in Role:
        with transaction.atomic():
            world = World()
            client = accounts.signed_in(world.people[role])
            client.raise_request_exception = False
            for name in [name for name, walker in first.items() if walker == role]:
                make = ARGUMENTS.get(name)
                yield name, make(world, world.people[role]) if make else {}, client
            transaction.set_rollback(True)


def status(client, address, data=None, *, post=False):
    """The status of an answer; whatever it did is undone."""
    with transaction.atomic():
        response = (client.post if post else client.get)(address, data or {})
        transaction.set_rollback(True)
    return response.status_code


def broken(tries):
    """Which of many tries ended in an error of the server."""
    return [told for told, answer in tries if answer >= 500]


def test_keys_that_no_row_can_have():
    def tries():
        for name, arguments, client in walks():
            numbers = [key for key, value in arguments.items() if isinstance(value, int)]
            for number in IMPOSSIBLE if numbers else ():
                address = reverse(name, kwargs={**arguments, **dict.fromkeys(numbers, number)})
                yield (name, number), status(client, address)
                yield (name, number, "post"), status(client, address, post=True)

    assert broken(tries()) == []


def test_filters_that_mean_nothing():
    def tries():
        for name, arguments, client in walks():
            for sent in MEANINGLESS:
                filters = dict.fromkeys(FILTERS, sent)
                yield (name, sent[:20]), status(client, reverse(name, kwargs=arguments), filters)

    assert broken(tries()) == []


def test_forms_with_what_no_browser_sends():
    def tries():
        for name, arguments, client in walks():
            address = reverse(name, kwargs=arguments)
            with transaction.atomic():
                forms = [form for form in forms_on(client.get(address)) if form.action in ("", address)]
                transaction.set_rollback(True)
            for form in forms:
                for kinds, sent in ENTERED:
                    if set(kinds) & set(form.kinds.values()):
                        answer = status(client, address, form.with_every(kinds, sent), post=True)
                        yield (name, kinds[0], sent[:20]), answer

    tried = list(tries())
    assert len(tried) > 100
    assert broken(tried) == []


def test_a_refusal_of_an_impossible_key_is_recorded():
    world = World()
    client = accounts.signed_in(world.people[Role.HEAD])
    assert client.get(reverse("inmates:show", kwargs={"inmate_id": 2**70})).status_code == 404
    event = Event.objects.newest_first().filter(subject_type="inmates.inmate").first()
    assert event is not None
    assert (event.subject_id, event.facts["asked_for"]) == (None, str(2**70))
