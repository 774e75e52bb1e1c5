"""Being away: once at a time, never before the last return, and taken back without a trace in the present."""

import uuid
from datetime import timedelta

import pytest

from inmates.enums import AbsenceKind
from inmates.models import Absence, CellPlace
from inmates.refusals import AbsenceRefused
from inmates.services_absences import bring_back, send_out, withdraw_absence
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def person():
    place = accounts.facility()
    return inmates.inmate(facility=place, full_name="Budi Pergi", cell=inmates.cell(facility=place))


def sent(person, by, **facts):
    facts = {"destination": " RSUD ", "kind": AbsenceKind.HOSPITAL, "request_key": uuid.uuid4(), **facts}
    return send_out(inmate=person, by=by, **facts)


def test_who_is_taken_out_keeps_the_place_and_comes_back(person, by):
    left_at = clock.now() - 2 * HOUR
    away = sent(person, by, left_at=left_at, expected_at=clock.now(), letter_number=" W.1 ")
    assert (away.destination, away.letter_number, away.recorded_by) == ("RSUD", "W.1", by)
    assert Absence.objects.of(person).open().get() == away
    back = bring_back(absence=away, by=by)
    assert back.back_recorded_by == by
    assert left_at < back.back_at <= clock.now()
    assert not Absence.objects.of(person).open().exists()
    assert CellPlace.objects.of(person).open().count() == 1
    actions = Event.objects.filter(action__in=("inmates.person.sent_out", "inmates.person.came_back"))
    assert [(event.action, event.facts["kind"]) for event in actions.order_by("pk")] == [
        ("inmates.person.sent_out", "hospital"),
        ("inmates.person.came_back", "hospital"),
    ]


def test_the_same_form_twice_is_one_absence(person, by):
    key = uuid.uuid4()
    assert sent(person, by, request_key=key) == sent(person, by, request_key=key)
    assert Absence.all_objects.count() == 1


def test_nobody_is_away_twice_at_once(person, by):
    sent(person, by)
    with pytest.raises(AbsenceRefused) as refused:
        sent(person, by, kind=AbsenceKind.COURT)
    assert len(refused.value.messages) == 1
    assert "Budi Pergi" in refused.value.messages[0]
    assert Absence.all_objects.count() == 1


def test_nobody_leaves_before_they_were_back_or_came_in(person, by):
    first = sent(person, by, left_at=clock.now() - 3 * HOUR)
    bring_back(absence=first, by=by, back_at=clock.now() - HOUR)
    with pytest.raises(AbsenceRefused):
        sent(person, by, left_at=clock.now() - 2 * HOUR)
    admitted = person.facility.start_of(person.admitted_on)
    with pytest.raises(AbsenceRefused):
        sent(person, by, left_at=admitted - HOUR)
    assert sent(person, by, left_at=clock.now() - HOUR / 2).back_at is None


def test_who_has_left_the_house_is_not_taken_out(person, by):
    inmates.left(person)
    with pytest.raises(AbsenceRefused) as refused:
        sent(person, by)
    assert "Budi Pergi" in refused.value.messages[0]


def test_nobody_comes_back_before_they_left_or_twice(person, by):
    away = sent(person, by, left_at=clock.now() - HOUR)
    for wrong in (away.left_at - HOUR, clock.now() + HOUR):
        with pytest.raises(AbsenceRefused):
            bring_back(absence=away, by=by, back_at=wrong)
    assert Absence.objects.get().back_at is None
    back = bring_back(absence=away, by=by)
    with pytest.raises(AbsenceRefused):
        bring_back(absence=away, by=by)
    assert Absence.objects.get().back_at == back.back_at


def test_one_entered_by_mistake_is_taken_back_once_and_does_not_bind(person, by):
    away = sent(person, by)
    withdraw_absence(absence=away, by=by)
    voided = Absence.all_objects.get().voided_at
    withdraw_absence(absence=away, by=by)
    assert Absence.all_objects.get().voided_at == voided
    assert Event.objects.filter(action="inmates.absence.withdrawn").count() == 1
    with pytest.raises(AbsenceRefused):
        bring_back(absence=away, by=by)
    assert sent(person, by).voided_at is None
