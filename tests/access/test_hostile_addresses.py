"""Addresses and filters with what no row, calendar or text column can hold: a page, never a server's error."""

import pytest
from django.urls import reverse

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.access.walking import ROUTES, broken, read_from_addresses, status, steps
from tests.access.world import World
from tests.factories import accounts

pytestmark = pytest.mark.django_db
IMPOSSIBLE = (2**63, 2**200)
# What pages that take over whatever stands in their address look for there.
FILTERS = {"agency", "block", "day", "minutes", "room", "shown", "starts_at_time", "week", "words"}
MEANINGLESS = (
    "0001-01-01", "9999-12-31", "9999-12", "²", "-1", str(2**63), str(2**200), "9" * 5000,
    "\x00", "a" * 100_000,
)  # fmt: skip
TEXTS = ("²", "a\x00b", "a" * 100_000)


def test_keys_that_no_row_can_have():
    def tries():
        for step in steps():
            numbers = [key for key, value in step.arguments.items() if isinstance(value, int)]
            for number in IMPOSSIBLE if numbers else ():
                address = reverse(step.name, kwargs={**step.arguments, **dict.fromkeys(numbers, number)})
                yield (step.name, number), status(step.client, address)
                yield (step.name, number, "post"), status(step.client, address, post=True)

    assert broken(tries()) == []


def test_texts_in_addresses_that_mean_nothing():
    def tries():
        for step in steps():
            for name in (name for name, value in step.arguments.items() if isinstance(value, str)):
                wanted = f"<slug:{name}>" not in ROUTES[step.name]
                for text in TEXTS if wanted else ("a" * 100_000,):
                    address = reverse(step.name, kwargs={**step.arguments, name: text})
                    yield (step.name, name, text[:20]), status(step.client, address)

    assert broken(tries()) == []


def test_filters_that_mean_nothing(monkeypatch):
    """Whatever a page reads from its query string, each by itself; what it reads is found by watching it read."""
    known = set()

    def tries():
        for step in steps():
            with read_from_addresses(monkeypatch) as read:
                status(step.client, step.address, {"anything": "1"})
            names = (read | FILTERS if "anything" in read else read) - {"csrfmiddlewaretoken"}
            known.update((step.name, name) for name in names)
            for name in sorted(names):
                for sent in MEANINGLESS:
                    yield (step.name, name, sent[:20]), status(step.client, step.address, {name: sent})

    assert broken(tries()) == []
    assert {
        ("timetable:week", "week"), ("timetable:lay", "day"), ("timetable:movements", "day"),
        ("rehab:place", "starts_on"), ("rehab:list", "after"), ("reports:audit", "day"),
        ("dashboard:show", "month"), ("coordination:list", "block"), ("letters:ask", "code"),
    } <= known  # fmt: skip


def test_a_refusal_of_an_impossible_key_is_recorded():
    world = World()
    client = accounts.signed_in(world.people[Role.HEAD])
    assert client.get(reverse("inmates:show", kwargs={"inmate_id": 2**70})).status_code == 404
    event = Event.objects.newest_first().filter(subject_type="inmates.inmate").first()
    assert event is not None
    assert (event.subject_id, event.facts["asked_for"]) == (None, str(2**70))
