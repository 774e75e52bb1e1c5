"""Keeping two people apart, closing, opening again, voiding."""

import uuid
from datetime import timedelta

import pytest

from inmates import apart_terms, services_apart
from inmates.enums import ApartPart, ApartReason, Housing
from inmates.models import KeepApart
from inmates.queries_apart import too_near_now
from inmates.refusals import ApartRefused
from rutan.audit.models import Event
from rutan.core import clock
from rutan.core.request_keys import KeyUsed
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def pair(place):
    return [inmates.inmate(facility=place, full_name=name) for name in ("Andi", "Budi")]


def terms(**instead):
    facts = {
        "housing": Housing.BLOCK,
        "sessions": True,
        "reason": ApartReason.THREAT,
        "detail": "Berkelahi di lapangan.",
        "starts_on": clock.today(),
        "ends_on": None,
    }
    return apart_terms.Terms(**facts | instead)


def test_a_pair_is_written_in_the_order_of_its_keys_with_each_ones_part(pair, by):
    one, other = pair
    entry = services_apart.open_keep_apart(
        one=other,
        other=one,
        one_part=ApartPart.OFFENDER,
        other_part=ApartPart.VICTIM,
        terms=terms(),
        by=by,
        request_key=uuid.uuid4(),
    )
    assert (entry.first, entry.first_part, entry.second, entry.second_part) == (
        one,
        "victim",
        other,
        "offender",
    )
    assert (entry.opened_by, entry.closed_at) == (by, None)
    event = Event.objects.get(action="inmates.keep_apart.opened")
    assert event.facts == {"inmates": [one.pk, other.pk], "kind": ["block", "session"]}
    assert "lapangan" not in str(event.facts)


def test_the_same_form_again_answers_with_the_first(pair, by, place):
    key = uuid.uuid4()
    facts = {"terms": terms(), "by": by, "request_key": key}
    entry = services_apart.open_keep_apart(one=pair[0], other=pair[1], **facts)
    assert services_apart.open_keep_apart(one=pair[1], other=pair[0], **facts) == entry
    with pytest.raises(KeyUsed):
        services_apart.open_keep_apart(one=pair[0], other=inmates.inmate(facility=place), **facts)
    assert KeepApart.objects.count() == 1


def test_everything_that_speaks_against_it_is_told_at_once(pair, by):
    wrong = terms(housing=Housing.NONE, sessions=False, reason=ApartReason.OTHER, detail=" ")
    with pytest.raises(ApartRefused) as refusal:
        services_apart.open_keep_apart(
            one=pair[0], other=pair[0], terms=wrong, by=by, request_key=uuid.uuid4()
        )
    assert len(refusal.value.messages) == 3
    assert not KeepApart.objects.exists()


def test_people_of_two_facilities_are_refused(pair, by):
    stranger = inmates.inmate(facility=accounts.facility(code="LAIN"))
    with pytest.raises(ApartRefused):
        services_apart.open_keep_apart(
            one=pair[0], other=stranger, terms=terms(), by=by, request_key=uuid.uuid4()
        )


def test_the_same_two_twice_is_refused_and_from_something_else_not(pair, by):
    inmates.kept_apart(*pair, housing="cell", sessions=False)
    with pytest.raises(ApartRefused):
        inmates.kept_apart(*pair, housing="block", sessions=False)
    inmates.kept_apart(*pair, housing="", sessions=True)
    assert KeepApart.objects.count() == 2


def test_it_is_closed_once(pair, by):
    entry = inmates.kept_apart(*pair)
    with pytest.raises(ApartRefused):
        services_apart.close_keep_apart(entry=entry, reason="  ", by=by)
    services_apart.close_keep_apart(entry=entry, reason="Sudah berdamai.", by=by)
    services_apart.close_keep_apart(entry=entry, reason="Sudah berdamai.", by=by)
    with pytest.raises(ApartRefused):
        services_apart.close_keep_apart(entry=entry, reason="Alasan lain.", by=by)
    entry.refresh_from_db()
    assert (entry.close_reason, entry.closed_by) == ("Sudah berdamai.", by)
    assert Event.objects.filter(action="inmates.keep_apart.closed").count() == 1


def test_opened_again_it_is_another_row_of_the_same_two(pair, by):
    entry, key = inmates.kept_apart(*pair, housing="cell", reason="gang"), uuid.uuid4()
    again = {"detail": "Mengancam lagi.", "starts_on": clock.today(), "ends_on": None, "by": by}
    with pytest.raises(ApartRefused):
        services_apart.reopen_keep_apart(entry=entry, request_key=key, **again)
    services_apart.close_keep_apart(entry=entry, reason="Sudah berdamai.", by=by)
    anew = services_apart.reopen_keep_apart(entry=entry, request_key=key, **again)
    assert services_apart.reopen_keep_apart(entry=entry, request_key=key, **again) == anew
    assert (anew.reopens, anew.housing, anew.reason, anew.detail) == (
        entry,
        "cell",
        "gang",
        "Mengancam lagi.",
    )
    assert (anew.first, anew.second, anew.closed_at) == (*pair, None)
    with pytest.raises(ApartRefused):
        services_apart.reopen_keep_apart(entry=entry, request_key=uuid.uuid4(), **again)


def test_a_mistake_is_voided_with_a_reason_and_leaves_the_list(pair, by):
    entry = inmates.kept_apart(*pair)
    with pytest.raises(ApartRefused):
        services_apart.void_keep_apart(entry=entry, reason="", by=by)
    services_apart.void_keep_apart(entry=entry, reason="Salah orang.", by=by)
    services_apart.void_keep_apart(entry=entry, reason="Salah orang.", by=by)
    assert not KeepApart.objects.exists()
    assert KeepApart.all_objects.get().void_reason == "Salah orang."
    inmates.kept_apart(*pair)  # the way is free again


@pytest.mark.parametrize(
    ("housing", "cells", "near"),
    [
        ("cell", ("A1", "A1"), True),
        ("cell", ("A1", "A2"), False),
        ("block", ("A1", "A2"), True),
        ("block", ("A1", "B1"), False),
        ("", ("A1", "A1"), False),
    ],
)
def test_an_entry_about_people_who_are_together_is_taken_and_told(place, pair, by, housing, cells, near):
    for person, code in zip(pair, cells, strict=True):
        inmates.moved(person, inmates.cell(facility=place, code=code))
    entry = inmates.kept_apart(*pair, housing=housing)
    assert list(too_near_now(KeepApart.objects.all(), on=clock.today())) == ([entry] if near else [])


def test_who_left_is_near_nobody_and_what_is_not_in_force_tells_nothing(place, pair):
    for person in pair:
        inmates.moved(person, inmates.cell(facility=place, code="A1"))
    inmates.kept_apart(*pair, housing="cell", starts_on=clock.today() + timedelta(days=1))
    assert not too_near_now(KeepApart.objects.all(), on=clock.today()).exists()
    assert too_near_now(KeepApart.objects.all(), on=clock.today() + timedelta(days=1)).exists()
    inmates.left(pair[0])
    assert not too_near_now(KeepApart.objects.all(), on=clock.today() + timedelta(days=1)).exists()
