"""A form that is sent twice does its deed once, and a form that is sent for something else is refused, by every service."""

import importlib
import inspect
import pkgutil
import uuid

import pytest

import assessments
import inmates
import rehab
import rutan
import training
from rutan.core.request_keys import KeyUsed
from tests.rutan.deeds import DEEDS, Places

SAID = "Formulir ini sudah dipakai untuk hal lain. Buka lagi halamannya."


def services():
    """The public functions of services that take a request key."""
    for package in (rutan, inmates, assessments, rehab, training):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.rpartition(".")[2].startswith("services") and "demo" not in found.name:
                for name, deed in inspect.getmembers(importlib.import_module(found.name), inspect.isfunction):
                    is_own = deed.__module__ == found.name and not name.startswith("_")
                    if is_own and "request_key" in inspect.signature(deed).parameters:
                        yield f"{found.name}.{name}"


def test_every_service_with_a_key_is_tried():
    assert sorted(services()) == sorted(DEEDS)


def rows_of(row):
    return getattr(type(row), "all_objects", type(row).objects).count()


@pytest.mark.django_db
@pytest.mark.parametrize("name", DEEDS)
def test_the_same_form_twice(name):
    deed, key = DEEDS[name](Places()), uuid.uuid4()
    first = deed.do(key)
    rows = rows_of(first)
    assert deed.do(key) == first
    assert rows_of(first) == rows


@pytest.mark.django_db
@pytest.mark.parametrize("name", DEEDS)
def test_the_same_form_for_something_else(name):
    deed, key = DEEDS[name](Places()), uuid.uuid4()
    first = deed.do(key)
    rows, tried = rows_of(first), []
    for what, changes in deed.others.items():
        with pytest.raises(KeyUsed) as refused:
            deed.do(key, **changes)
        assert refused.value.messages == [SAID]
        tried.append(what)
    assert tried
    assert rows_of(first) == rows


@pytest.mark.django_db
def test_a_key_of_another_kind_of_session():
    """Sessions, lessons and other activities have their bookings in one table."""
    at, key = Places(), uuid.uuid4()
    session, lesson, other = (
        DEEDS[name](at)
        for name in (
            "rehab.services_sessions.lay_session",
            "training.services_lessons.lay_lesson",
            "rutan.timetable.services.lay_booking",
        )
    )
    session.do(key)
    for deed in (lesson, other):
        with pytest.raises(KeyUsed):
            deed.do(key)
