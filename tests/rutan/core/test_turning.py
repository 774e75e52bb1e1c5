"""Turning over by key: nobody is left out or shown twice, also among equal names, in both directions."""

import pytest

from inmates.models import Inmate
from rutan.core.turning import Turn, key_in, page_of
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    place = accounts.facility()
    names = ["Budi", "Agus", "Budi", "Budi", "Candra", "Agus", "Dedi"]
    return [inmates.inmate(facility=place, full_name=name) for name in names]


def walk(turn, way, **options):
    """All pages from one on, each the one that the last names."""
    pages = []
    while True:
        page = page_of(Inmate.objects.get_queryset(), turn, by="full_name", size=2, **options)
        pages.append([person.pk for person in page.rows])
        address = getattr(page, way)
        if not address:
            return pages, page
        name, _, key = address.removeprefix("?").partition("=")
        turn = Turn(**{name: key})


@pytest.mark.parametrize("descending", [False, True])
def test_every_row_once_forwards_and_back(people, descending):
    order = sorted(people, key=lambda person: (person.full_name, person.pk), reverse=descending)
    keys = [person.pk for person in order]
    pages, last = walk(Turn(), "following", descending=descending)
    assert pages == [keys[0:2], keys[2:4], keys[4:6], keys[6:7]]
    back, first = walk(Turn(before=str(last.rows[0].pk)), "previous", descending=descending)
    assert back == [keys[4:6], keys[2:4], keys[0:2]]
    assert (first.previous, last.following) == ("", "")


def test_a_row_that_left_the_list_still_marks_the_place(people):
    gone = people[0]
    rows = Inmate.objects.exclude(pk=gone.pk)
    turn = Turn(after=str(gone.pk))
    assert page_of(rows, turn, by="full_name", among=Inmate.objects.get_queryset()).rows[0] == people[2]


@pytest.mark.parametrize("key", ["", "x", "-1", "99999999999999999999", "²"])
def test_a_key_that_is_none_gives_the_first_page(people, key):
    page = page_of(Inmate.objects.get_queryset(), Turn(after=key), by="full_name", size=2)
    assert [person.full_name for person in page.rows] == ["Agus", "Agus"]


def test_filters_stay_in_the_addresses(people):
    page = page_of(
        Inmate.objects.get_queryset(), Turn(), by="full_name", size=2, filters={"block": "A", "shown": ""}
    )
    assert page.following == f"?block=A&shown=&after={page.rows[-1].pk}"


@pytest.mark.parametrize("text", ["", "²", "-1", "1 ", "x", "\x00", str(2**63), "9" * 19, "9" * 5000])
def test_what_can_be_no_key(text):
    assert key_in(text) is None


@pytest.mark.parametrize(("text", "key"), [("7", 7), ("٣", 3), (str(2**63 - 1), 2**63 - 1)])
def test_keys(text, key):
    assert key_in(text) == key
