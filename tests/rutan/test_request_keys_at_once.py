"""The same form from two browsers at one moment, on two connections: one row, and both are told the same."""

import threading
import uuid

import pytest
from django.db import connection, connections, transaction

from rutan.core.request_keys import KeyUsed
from tests.rutan.deeds import DEEDS, Places

LONG_ENOUGH = 20  # seconds for whatever should happen at once
IS_WAITING = (
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
)

# Deeds of two facilities that meet in no other lock than that of the key.
LOCKED_APART = (
    "rehab.services_groups.open_group",
    "rutan.jobs.services.request_job",
    "rutan.timetable.services.lay_booking",
    "training.services_enrolment.enrol",
)


def overlapping(first, second):
    """Do one thing, and another before the first is committed; return what each returned or raised."""
    results, done, go_on = [None, None], threading.Event(), threading.Event()

    def begin():
        with transaction.atomic():
            results[0] = first()
            done.set()
            assert go_on.wait(LONG_ENOUGH)

    def follow():
        assert done.wait(LONG_ENOUGH)
        results[1] = second()

    def kept(deed, number):
        try:
            deed()
        except Exception as error:  # noqa: BLE001 - the test looks at whatever came
            results[number] = error
        finally:
            done.set()
            connections.close_all()

    threads = [threading.Thread(target=kept, args=each) for each in ((begin, 0), (follow, 1))]
    for thread in threads:
        thread.start()
    assert done.wait(LONG_ENOUGH)
    _until_waiting(threads[1])
    go_on.set()
    for thread in threads:
        thread.join(LONG_ENOUGH)
    return results


def _until_waiting(thread):
    """Return when the second one waits for the first, or is through without."""
    with connection.cursor() as cursor:
        while thread.is_alive():
            cursor.execute(IS_WAITING)
            if cursor.fetchone()[0]:
                return
            thread.join(0.02)


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("name", DEEDS)
def test_the_same_form_from_two_browsers(name):
    deed, key = DEEDS[name](Places()), uuid.uuid4()
    first, second = overlapping(lambda: deed.do(key), lambda: deed.do(key))
    assert type(first)._meta.label == type(second)._meta.label, (first, second)
    assert first.pk == second.pk


@pytest.mark.usefixtures("own_database")
@pytest.mark.parametrize("name", LOCKED_APART)
def test_the_same_key_for_something_else_from_another_browser(name):
    deed, key = DEEDS[name](Places()), uuid.uuid4()
    changes = next(iter(deed.others.values()))
    first, second = overlapping(lambda: deed.do(key), lambda: deed.do(key, **changes))
    assert first.pk
    assert isinstance(second, KeyUsed), second
