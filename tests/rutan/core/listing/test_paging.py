"""Pages of a list by key: every row once in any order, forwards and back, also among equals and where there is no value."""

from datetime import date
from itertools import chain
from urllib.parse import parse_qsl

import pytest

from inmates.lists import PEOPLE
from rutan.accounts.permissions import Permission, Role
from rutan.core.listing import paging, reading
from rutan.core.listing.definition import OF_THE_HOUSE, Asker
from rutan.core.turning import Turn
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db
SORTS = [f"{sign}{column.key}" for column in PEOPLE.columns if column.by for sign in ("", "-")]


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def asker(place):
    everything = frozenset(map(str, Permission)) | {OF_THE_HOUSE}
    return Asker(accounts.user_with(Role.HEAD, facility=place), place, everything)


@pytest.fixture
def people(place):
    """Seven, with equal names, equal days and days that are not known; in a cell or not."""
    days = [None, date(2099, 1, 1), date(2098, 1, 1), date(2099, 1, 1), None, date(2098, 1, 1), None]
    names = ["Budi", "Agus", "Budi", "Budi", "Candra", "Agus", "Dedi"]
    cells = [inmates.cell(facility=place, code=code) for code in ("A1", "B1")]
    return [
        inmates.inmate(facility=place, full_name=name, expires_on=day, cell=[*cells, None][number % 3])
        for number, (name, day) in enumerate(zip(names, days, strict=True))
    ]


def page(asker, address, size=2, **given):
    texts = reading.opened(PEOPLE, dict(parse_qsl(address.removeprefix("?"))) | given)
    return paging.page_of(reading.read(PEOPLE, asker, texts), Turn.of(texts), size=size)


def names(found):
    return [line.url for line in found.lines]


@pytest.mark.parametrize("sort", SORTS)
def test_every_row_once_forwards_and_back(asker, people, sort):
    whole = names(page(asker, "", size=50, sort=sort, columns="name,left,state,alias"))
    assert len(whole) == len(set(whole)) == 7
    pages, address = [], f"?sort={sort}"
    while address:
        found = page(asker, address)
        pages.append(names(found))
        address = found.following
    assert [len(each) for each in pages] == [2, 2, 2, 1]
    assert list(chain.from_iterable(pages)) == whole
    back, address = [], found.previous
    while address:
        found = page(asker, address)
        back.append(names(found))
        address = found.previous
    assert back == pages[-2::-1] or back == [*pages[-2::-1], []]


@pytest.mark.parametrize("sort", [sort for sort in SORTS if not sort.startswith("-")])
def test_the_other_way_round_is_the_same_turned(asker, people, sort):
    assert (
        names(page(asker, "", size=50, sort=f"-{sort}")) == names(page(asker, "", size=50, sort=sort))[::-1]
    )


def test_a_page_begins_where_it_did_although_that_row_has_left_the_list(asker, people):
    first = page(asker, "?sort=name")
    inmates.left(people[5])  # the last of the first page
    assert names(page(asker, first.following)) == [f"/inmates/{people[0].pk}/", f"/inmates/{people[2].pk}/"]


def test_a_row_out_of_reach_or_made_up_begins_no_page(asker, people):
    stranger = inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"), full_name="Budi")
    first = names(page(asker, ""))
    for key in (stranger.pk, 2**62, 2**70, "²", "x"):
        assert names(page(asker, f"?after={key}")) == first


def test_rows_are_counted_only_so_far(asker, people, monkeypatch):
    assert (page(asker, "").counted, page(asker, "").is_capped) == (7, False)
    monkeypatch.setattr(paging, "COUNTED_AT_MOST", 5)
    assert (page(asker, "").counted, page(asker, "").is_capped) == (5, True)
