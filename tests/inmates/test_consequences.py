"""What a departure finds open in every package, writes down, and lets settle itself; never anything of somebody else."""

import uuid

import pytest
from django.db import transaction

from inmates import services_access
from inmates.consequences import Consequence, consequence_of, register, registered
from inmates.enums import Departure
from inmates.models import LooseEnd
from inmates.queries_loose_ends import open_ends_of, to_settle, touches_of
from inmates.refusals import RegisterRefused
from inmates.services_consent import record_consent
from inmates.services_departures import leave, take_back
from inmates.services_loose_ends import settle_by_hand
from rehab.domain.lifecycle import PlacementState
from rehab.services_placement import end_placement
from rutan.accounts.permissions import ROLE_PERMISSIONS, Role
from rutan.core import clock
from rutan.timetable.enums import LostBy
from rutan.timetable.services_hours import end_participation
from rutan.timetable.services_life import cancel_booking
from tests.factories import accounts, assessments, inmates, rehab, timetable, training
from tests.typed_sql import changed, refused
from training.services_enrolment import withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def officer(place):
    return rehab.officer(facility=place)


def gone(person, by):
    inmates.expiring(person, clock.today())
    facts = {"departure": Departure.RELEASED, "on": clock.today(), "request_key": uuid.uuid4()}
    return leave(inmate=person, by=by, **facts)


def raised(person):
    return [(end.code, end.subject_id, end.facts["words"]) for end in LooseEnd.objects.of(person)]


def mine(user, place):
    return {(end.code, end.inmate_id) for end in to_settle(user, place, clock.now())}


def test_the_order_is_that_of_the_packages():
    codes = [each.code for each in registered()]
    assert codes == ["opened", "consents", "sessions", "coaching", "drafts", "placements", "enrolments"]


def test_a_code_belongs_to_one_kind():
    known = registered()[0]
    register(known)
    with pytest.raises(ValueError, match="opened"):
        register(Consequence("opened", "x", known.find, known.still, known.settles))
    assert consequence_of("opened") is known
    assert consequence_of("no such kind") is None


def test_a_place_in_a_group_until_it_is_ended(place, by, officer):
    group = rehab.group(facility=place)
    one, _other = (rehab.placed(group=group) for _ in range(2))
    person = one.inmate
    gone(person, by)
    assert ("placements", one.pk, "Kelompok 1") in raised(person)
    assert ("placements", person.pk) in mine(officer, place)
    assert {inmate for _code, inmate in mine(officer, place)} == {person.pk}
    facts = {"state": PlacementState.RELEASED, "ended_on": clock.today(), "reason": ""}
    end_placement(placement=one, by=by, **facts)
    # The facilitator's access was the group's, and ended with it; that of the agency is still open.
    assert mine(officer, place) == {("consents", person.pk), ("opened", person.pk)}
    assert [each.words for each in open_ends_of(person, officer) if each.end.code == "opened"] == [
        "BNNK Contoh"
    ]


def test_sessions_to_come_until_the_person_is_no_longer_expected(place, by, officer):
    room = timetable.room(facility=place)
    person, other = inmates.inmate(facility=place), inmates.inmate(facility=place)
    both = timetable.booking(facility=place, room=room, inmates=[person, other])
    timetable.booking(
        facility=place, room=room, when=timetable.slot("10.00", "11.00", facility=place), inmates=[other]
    )
    gone(person, by)
    assert raised(person) == [("sessions", both.pk, both.title)]
    assert mine(officer, place) == {("sessions", person.pk)}
    cancel_booking(booking=both, reason="Batal", lost_by=LostBy.NONE, by=by)
    assert mine(officer, place) == set()


def test_protected_hours_somebody_takes_part_in(place, by, officer):
    person, other = inmates.inmate(facility=place), inmates.inmate(facility=place)
    hours = timetable.hours(facility=place, name="Pesantren", binds="participants", inmates=[person, other])
    gone(person, by)
    assert raised(person) == [("coaching", hours.pk, "Pesantren")]
    assert mine(officer, place) == {("coaching", person.pk)}
    end_participation(participant=person.coaching.get(), ends_on=clock.today(), by=by)
    assert mine(officer, place) == set()


def test_drafts_of_their_assessor_alone(place, by, officer):
    assessor = assessments.assessor(facility=place)
    person, other = inmates.inmate(facility=place), inmates.inmate(facility=place)
    draft = assessments.draft(inmate=person, by=assessor, instrument="dast10")
    assessments.draft(inmate=other, by=assessor, instrument="dast10")
    colleague = assessments.assessor(facility=place, username="asesor-dua")
    gone(person, by)
    assert ("drafts", draft.pk, "DAST-10") in raised(person)
    assert mine(assessor, place) == {("drafts", person.pk)}
    assert mine(colleague, place) == set()
    assert ("drafts", person.pk) not in mine(officer, place)


def test_a_place_in_training_until_it_is_given_up(place, by, officer):
    batch = training.batch(facility=place)
    person, other = inmates.inmate(facility=place), inmates.inmate(facility=place)
    enrolment = training.enrolment(batch=batch, inmate=person)
    training.enrolment(batch=batch, inmate=other)
    gone(person, by)
    assert ("enrolments", enrolment.pk, str(batch)) in raised(person)
    assert ("enrolments", person.pk) in mine(officer, place)
    withdraw(enrolment=enrolment, reason="Bebas", by=by)
    assert ("enrolments", person.pk) not in mine(officer, place)


def test_records_that_are_open_and_consents_that_stand(place, by, officer):
    agency = accounts.agency()
    person, other = inmates.inmate(facility=place), inmates.inmate(facility=place)
    grant = inmates.grant(inmate=person, agency=agency)
    for each in (person, other):
        rehab.consented(inmate=each)
    inmates.grant(inmate=other, agency=agency)
    gone(person, by)
    assert raised(person) == [("opened", grant.pk, "BNNK Contoh"), ("consents", person.pk, "")]
    assert mine(officer, place) == {("opened", person.pk), ("consents", person.pk)}
    services_access.end_grant(grant=grant, by=by)
    services_access.end_grant(grant=grant, by=by)
    assert mine(officer, place) == {("consents", person.pk)}
    record_consent(inmate=person, subject="programme", state="withdrawn", decided_on=clock.today(), by=by)
    assert mine(officer, place) == set()


def test_nobody_reads_what_is_not_theirs_to_settle(place, by):
    group = rehab.group(facility=place)
    person = rehab.placed(group=group).inmate
    registrar = touches_of(person, ROLE_PERMISSIONS[Role.REGISTRAR])
    assert (registrar.shown, registrar.others) == ((), 4)
    officer = touches_of(person, ROLE_PERMISSIONS[Role.REHAB_OFFICER])
    assert {each.words for each in officer.shown} >= {"Kelompok 1"}
    assert officer.others == 0
    assert not touches_of(inmates.inmate(facility=place), frozenset())


def test_another_facilitys_officer_is_told_nothing(place, by):
    elsewhere = accounts.facility(code="LAIN", name="Rutan Lain")
    person = inmates.inmate(facility=place)
    rehab.consented(inmate=person)
    gone(person, by)
    assert mine(rehab.officer(facility=elsewhere), elsewhere) == set()


def test_settled_by_hand_with_a_note(place, by, officer):
    person = inmates.inmate(facility=place)
    rehab.consented(inmate=person)
    gone(person, by)
    (shown,) = open_ends_of(person, officer)
    assert shown.url == f"/inmates/{person.pk}/consent/"
    with pytest.raises(RegisterRefused, match="Tulis apa"):
        settle_by_hand(end=shown.end, how=" ", by=officer)
    for how in ("Disimpan sampai 2030", "Lagi"):
        settle_by_hand(end=shown.end, how=how, by=officer)
    end = LooseEnd.objects.get()
    assert (end.settled_how, end.settled_by, mine(officer, place)) == ("Disimpan sampai 2030", officer, set())


def test_taking_the_departure_back_voids_what_it_left(place, by, officer):
    person = inmates.inmate(facility=place)
    rehab.consented(inmate=person)
    stay = gone(person, by)
    take_back(inmate=person, reason="Salah orang", by=by)
    assert mine(officer, place) == set()
    assert LooseEnd.all_objects.get().voided_by == by
    gone(person, by)
    assert LooseEnd.objects.of_stay(stay).count() == 1


def test_what_a_loose_end_says_never_changes(place, by):
    person = inmates.inmate(facility=place)
    rehab.consented(inmate=person)
    gone(person, by)
    end = LooseEnd.objects.get()
    stranger = inmates.inmate(facility=accounts.facility(code="LAIN", name="Rutan Lain"))
    for rule, change, *values in (
        ("loose_end_stays_what_it_is", "subject_id = 0"),
        ("loose_end_stays_what_it_is", "facts = '{}'"),
        ("loose_end_of_one_facility", "inmate_id = %s", stranger.pk),
        ("loose_end_settled_with_a_note", "settled_at = now()"),
    ):
        with refused(rule), transaction.atomic():
            changed("inmates_looseend", end.pk, change, *values)
    with refused("loose_end_once_a_stay"), transaction.atomic():
        end.pk = None
        end.save(force_insert=True)
    end = LooseEnd.objects.get()
    settle_by_hand(end=end, how="Sudah", by=by)
    with refused("loose_end_settled_stays"), transaction.atomic():
        changed("inmates_looseend", end.pk, "settled_how = 'Lain'")
