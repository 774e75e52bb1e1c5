"""Correcting a person's own facts: reasons, former names, and two people at once."""

from datetime import date

import pytest
from django.db import transaction

from inmates.models import FormerName, Inmate
from inmates.queries_person import facts_of, signs_of
from inmates.refusals import RegisterRefused
from inmates.services_person import ChangedMeanwhile, correct_person
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.typed_sql import changed, refused

pytestmark = pytest.mark.django_db
NIK, OTHER_NIK = "3304060501900001", "3304060501900002"


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def person():
    return inmates.inmate(facility=accounts.facility(), full_name="Slamet Contoh", nik=NIK, religion="Islam")


def corrected(person, by, seen=None, reason="", document="", **facts):
    facts = facts_of(person) | facts
    seen = seen or signs_of(person)
    return correct_person(
        inmate=person, facts=facts, seen=seen, by=by, reason=reason, document_number=document
    )


def test_what_was_corrected_is_stored_and_written_down(person, by):
    corrected(person, by, religion="Kristen", born_on=date(1990, 1, 5))
    person.refresh_from_db()
    assert (person.religion, person.born_on) == ("Kristen", date(1990, 1, 5))
    assert Event.objects.get(action="inmates.person.corrected").facts["fields"] == ["born_on", "religion"]
    assert not FormerName.objects.exists()
    corrected(person, by)
    assert Event.objects.filter(action="inmates.person.corrected").count() == 1


@pytest.mark.parametrize("facts", [{"full_name": "Selamet Contoh"}, {"nik": OTHER_NIK}, {"nik": None}])
def test_a_name_or_nik_is_corrected_with_a_reason_and_the_former_is_kept(person, by, facts):
    with pytest.raises(RegisterRefused, match="perlu alasan"):
        corrected(person, by, reason="  ", **facts)
    assert Inmate.objects.get().full_name == "Slamet Contoh"
    corrected(person, by, reason="Putusan", document="12/Pid", **facts)
    former = FormerName.objects.of(person).get()
    assert (former.full_name, former.nik, former.reason, former.document_number, former.recorded_by) == (
        "Slamet Contoh",
        NIK,
        "Putusan",
        "12/Pid",
        by,
    )


def test_a_nik_that_was_missing_needs_no_reason(by):
    person = inmates.inmate(facility=accounts.facility())
    corrected(person, by, nik=NIK)
    assert (Inmate.objects.get().nik, FormerName.objects.count()) == (NIK, 0)


def test_a_nik_that_somebody_in_custody_has_is_refused(person, by):
    inmates.inmate(facility=person.facility, nik=OTHER_NIK)
    with pytest.raises(RegisterRefused, match="NIK"):
        corrected(person, by, nik=OTHER_NIK, reason="KTP")
    assert not FormerName.objects.exists()


def test_two_people_do_not_overwrite_each_other(person, by):
    seen, stale = signs_of(person), Inmate.objects.get()
    corrected(person, by, religion="Kristen", address="Jalan Baru")
    with pytest.raises(ChangedMeanwhile) as refusal:
        corrected(stale, by, seen=seen, religion="Hindu", education="SMA")
    assert [(each.name, each.typed, each.stored) for each in refusal.value.differences] == [
        ("religion", "Hindu", "Kristen"),
        ("address", "", "Jalan Baru"),
    ]
    stored = Inmate.objects.get()
    assert (stored.religion, stored.address, stored.education) == ("Kristen", "Jalan Baru", "")
    # Having looked at what is stored now, the second one decides.
    chosen = {"religion": "Hindu", "address": "Jalan Baru", "education": "SMA"}
    corrected(stale, by, seen=signs_of(stored), **chosen)
    stored.refresh_from_db()
    assert (stored.religion, stored.address, stored.education) == ("Hindu", "Jalan Baru", "SMA")


def test_two_people_who_correct_different_things_at_once_are_both_asked_only_once(person, by):
    seen = signs_of(person)
    corrected(person, by, religion="Kristen")
    corrected(person, by, seen=seen, religion="Kristen", education="SMA")
    assert Inmate.objects.get().education == "SMA"


def test_a_former_name_stands_as_it_was_written(person, by):
    corrected(person, by, full_name="Selamet", reason="Putusan")
    former = FormerName.objects.get()
    with refused("former_name_stands_as_written"), transaction.atomic():
        changed("inmates_formername", former.pk, "reason = 'Lain'")
    with refused("former_name_has_a_reason"), transaction.atomic():
        FormerName.objects.create(facility=person.facility, inmate=person, full_name="x", recorded_by=by)
    stranger = inmates.inmate(facility=accounts.facility(code="LAIN", name="Rutan Lain"))
    facts = {"inmate": stranger, "full_name": "x", "reason": "x", "recorded_by": by}
    with refused("former_name_of_one_facility"), transaction.atomic():
        FormerName.objects.create(facility=person.facility, **facts)


def test_a_person_is_once_at_a_facility(person):
    with refused("inmate_once_a_facility"), transaction.atomic():
        inmates.inmate(facility=person.facility, person_uuid=person.person_uuid)
