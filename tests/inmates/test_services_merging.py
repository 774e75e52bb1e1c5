"""Merging two rows and undoing it: what is linked, what is set aside, what stands in the "
"way; nothing is rewritten."""

import uuid
from datetime import date, timedelta

import pytest

from inmates.enums import CustodyState
from inmates.models import Apart, CellPlace, FormerName, Inmate, LooseEnd, Merge, Stay
from inmates.queries_merging import Choice
from inmates.refusals import MergeRefused, MoveRefused, RegisterRefused
from inmates.services_arrivals import admit_again
from inmates.services_departures import leave, take_back
from inmates.services_merging import merge_rows, reopen, tell_apart, undo_merge
from inmates.services_moves import move
from inmates.services_person import correct_person
from rutan.audit.models import Event
from rutan.core.request_keys import KeyUsed
from tests.factories import accounts, inmates
from tests.inmates.merging import chosen, merged, standing_rows
from tests.inmates.test_services_departures import agree

pytestmark = pytest.mark.django_db
NIK, OTHER_NIK = "3578010101800001", "3578010101800002"


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def one(place):
    return inmates.inmate(
        facility=place, full_name="Slamet Riyadi", nik=NIK, cell=inmates.cell(facility=place), alias="Gendut"
    )


@pytest.fixture
def other(place):
    """The same person, entered again while they were here."""
    cell = inmates.cell(facility=place, code="A2")
    return inmates.inmate(facility=place, full_name="Slamet Riyady", admitted_on=date(2025, 2, 1), cell=cell)


def earlier_time(place, **facts):
    """A row of somebody who left before the others came."""
    person = inmates.inmate(facility=place, admitted_on=date(2023, 1, 1), **facts)
    return inmates.left(person, on=date(2023, 6, 1))


def test_the_same_stay_entered_twice_is_one_afterwards(one, other, by):
    former = other.person_uuid
    merge = merged(one, other, by=by)
    agree()
    assert (merge.kept, merge.merged, merge.former_uuid, merge.merged_by) == (one, other, former, by)
    assert (other.state, other.person_uuid, other.cell, other.left_on) == (
        "merged",
        one.person_uuid,
        None,
        None,
    )
    assert (one.state, one.cell.code) == ("in_custody", "A1")
    assert [stay.inmate for stay in Stay.objects.all()] == [one]
    assert Stay.all_objects.get(inmate=other).merge == merge
    assert [place.inmate for place in CellPlace.objects.open()] == [one]
    told = Event.objects.filter(action__startswith="inmates.people.").order_by("pk")
    assert [(event.action, event.subject_id, event.facts["number"]) for event in told] == [
        ("inmates.people.merged", one.pk, other.register_number),
        ("inmates.people.merged_into", other.pk, one.register_number),
    ]


def test_the_chosen_stay_decides_which_row_goes_on(one, other, by):
    merge = merged(one, other, by=by, stands=other)
    agree()
    assert (merge.kept, merge.merged) == (other, one)
    assert [place.cell.code for place in CellPlace.objects.open()] == ["A2"]


def test_stays_in_order_stand_on_the_rows_where_they_were_written(place, one, by):
    before = earlier_time(place)
    merge = merged(one, before, by=by)
    agree()
    assert (merge.kept, merge.merged) == (one, before)
    assert {stay.inmate for stay in Stay.objects.all()} == {one, before}
    assert (before.state, before.left_on) == ("merged", date(2023, 6, 1))


def test_a_name_that_loses_is_kept_as_a_former_one(one, other, by):
    merge = merged(one, other, by=by, full_name=other)
    assert (one.full_name, one.nik) == ("Slamet Riyady", NIK)
    former = FormerName.objects.get()
    assert (former.inmate, former.full_name, former.nik) == (one, "Slamet Riyadi", NIK)
    assert former.reason.endswith("Sidik jari sama")
    undo_merge(merge=merge, reason="Keliru", by=by)
    one.refresh_from_db()
    assert one.full_name == "Slamet Riyadi"
    assert not FormerName.objects.exists()


def test_a_nik_that_only_the_other_row_has_is_taken_over(place, one, by):
    without = inmates.inmate(facility=place, full_name="Slamet R.")
    merged(one, without, by=by, stands=without)
    assert without.nik == NIK


def test_undone_everything_stands_as_it_did(place, one, other, by):
    agency = accounts.agency()
    inmates.away(other)
    inmates.grant(inmate=other, agency=agency)
    inmates.consent(inmate=other)
    earlier_time(place, full_name="Orang Lain")
    agree()
    before = standing_rows()
    merge = merged(one, other, by=by, full_name=other, nik=one)
    agree()
    assert standing_rows() != before
    undo_merge(merge=merge, reason="Ternyata dua orang", by=by)
    agree()
    assert standing_rows() == before
    merge.refresh_from_db()
    assert (merge.undone_by, merge.undo_reason) == (by, "Ternyata dua orang")
    assert Event.objects.filter(action="inmates.people.merge_undone").count() == 2


def test_undone_twice_changes_nothing_and_it_may_be_merged_again(one, other, by):
    merge = merged(one, other, by=by)
    undo_merge(merge=merge, reason="Keliru", by=by)
    assert undo_merge(merge=merge, reason="Sekali lagi", by=by).undo_reason == "Keliru"
    again = merged(one, other, by=by, stands=other)
    agree()
    assert (again.kept, Merge.objects.lasting().get()) == (other, again)


def refused(deed):
    with pytest.raises(MergeRefused) as refusal:
        deed()
    return refusal.value.messages


def test_whose_stay_is_right_must_be_said_and_why(one, other, by):
    facts = {"one": one, "other": other, "by": by, "request_key": uuid.uuid4()}
    assert refused(lambda: merge_rows(choice=Choice({}, {}), reason=" ", **facts)) == [
        "Kedua rekaman mencatat masa yang sama. Pilih masa penahanan dari rekaman mana yang benar.",
        "Tuliskan dasarnya.",
    ]
    assert not Merge.objects.exists()


def test_a_row_is_merged_once_and_never_in_a_chain(place, one, other, by):
    third = inmates.inmate(facility=place, full_name="Slamet")
    merged(one, other, by=by)
    assert refused(lambda: merged(other, third, by=by)) == [
        f"Rekaman Slamet Riyady sudah digabung ke rekaman dengan nomor register {one.register_number}."
    ]
    assert refused(lambda: merged(third, one, by=by)) == [
        (
            "Rekaman lain sudah digabung ke rekaman Slamet Riyadi. Batalkan dahulu penggabungan itu, "
            "atau pilih sehingga rekaman ini yang berlanjut."
        )
    ]
    merged(one, third, by=by)
    agree()
    assert Merge.objects.into(one).count() == 2


def test_rows_of_two_facilities_and_one_row_are_refused(one, by):
    elsewhere = inmates.inmate(facility=accounts.facility(code="LAIN", name="Rutan Lain"))
    assert refused(lambda: merged(one, elsewhere, by=by)) == ["Kedua rekaman milik UPT yang berbeda."]
    assert refused(lambda: merged(one, one, by=by)) == ["Ini rekaman yang sama."]


def test_who_is_on_the_way_is_not_merged_away(place, one, by):
    receiver = accounts.facility(code="LAIN", name="Rutan Lain")
    sent = inmates.inmate(facility=place, full_name="Slamet R", admitted_on=date(2024, 1, 1))
    inmates.gone(sent, by=by, on=date(2024, 12, 1), to=receiver)
    assert refused(lambda: merged(one, sent, by=by)) == [
        (
            "Slamet R sedang dalam perjalanan ke Rutan Lain. Batalkan dahulu kepindahan itu, atau "
            "tunggu sampai tiba."
        )
    ]


def test_what_is_open_of_the_merged_row_is_left_open_not_ended(one, other, by):
    grant = inmates.grant(inmate=other, agency=accounts.agency())
    merge = merged(one, other, by=by)
    end = LooseEnd.objects.get()
    assert (end.inmate, end.code, end.subject_id) == (other, "opened", grant.pk)
    grant.refresh_from_db()
    assert grant.ended_at is None
    undo_merge(merge=merge, reason="Keliru", by=by)
    assert not LooseEnd.objects.exists()


def test_what_a_departure_left_open_is_not_written_down_twice(place, one, by):
    before = inmates.inmate(facility=place, admitted_on=date(2023, 1, 1))
    inmates.grant(inmate=before, agency=accounts.agency())
    inmates.gone(before, by=by, on=date(2023, 6, 1))
    (end,) = LooseEnd.objects.all()
    merge = merged(one, before, by=by)
    assert list(LooseEnd.objects.all()) == [end]
    undo_merge(merge=merge, reason="Keliru", by=by)
    assert list(LooseEnd.objects.all()) == [end]


def test_a_stay_begun_since_stands_on_the_merge(one, other, by):
    merge = merged(one, other, by=by)
    inmates.gone(one, by=by, on=date(2026, 1, 1))
    again(one, by, date(2026, 2, 1))
    assert refused(lambda: undo_merge(merge=merge, reason="Keliru", by=by)) == [
        (
            "Sejak penggabungan, dimulai masa penahanan baru pada waktu yang akan tercatat lagi di "
            "rekaman satunya. Masa itu bertumpu pada penggabungan ini."
        )
    ]


def again(person, by, day):
    facts = {"register_code": "B.I", "register_number": uuid.uuid4().hex, "admitted_on": day}
    facts |= {"expires_on": day + timedelta(days=900), "cell": None}
    return admit_again(inmate=person, facts=facts, by=by, request_key=uuid.uuid4())


def test_a_fact_corrected_since_stands_on_the_merge(one, other, by):
    merge = merged(one, other, by=by, full_name=other)
    one.full_name = "Slamet Riadi"
    one.save(update_fields=["full_name"])
    assert refused(lambda: undo_merge(merge=merge, reason="", by=by)) == [
        "Dikoreksi lagi sejak penggabungan: nama. Kembalikan dahulu isinya yang semula.",
        "Tuliskan dasarnya.",
    ]


def test_a_nik_taken_by_somebody_else_since_is_said(place, one, by):
    without = inmates.inmate(facility=place, full_name="Slamet R.")
    merge = merged(one, without, by=by, stands=without, nik=without)
    assert without.nik is None
    inmates.inmate(facility=place, nik=NIK)
    with pytest.raises(RegisterRefused, match="NIK ini sudah dipakai orang lain"):
        undo_merge(merge=merge, reason="Keliru", by=by)


def test_nothing_new_is_written_about_a_merged_row(one, other, by, place):
    merged(one, other, by=by)
    with pytest.raises(RegisterRefused, match="sudah digabung"):
        again(other, by, date(2026, 1, 1))
    with pytest.raises(RegisterRefused):
        leave(inmate=other, departure="released", on=date(2026, 1, 1), by=by, request_key=uuid.uuid4())
    with pytest.raises(RegisterRefused):
        take_back(inmate=other, reason="Keliru", by=by)
    with pytest.raises(RegisterRefused, match="sudah digabung"):
        correct_person(inmate=other, facts={"alias": "Baru"}, seen={}, by=by)
    with pytest.raises(MoveRefused):
        move(people=[other], cell=inmates.cell(facility=place), by=by, request_key=uuid.uuid4())


def test_the_same_form_again_answers_with_the_first(place, one, other, by):
    key = uuid.uuid4()
    first = merged(one, other, by=by, key=key)
    assert merged(one, other, by=by, key=key) == first
    third = inmates.inmate(facility=place)
    with pytest.raises(KeyUsed):
        merged(one, third, by=by, key=key)


def test_told_apart_stays_so_until_somebody_asks_anew(one, other, by):
    apart = tell_apart(one=other, other=one, by=by, reason="Adik kakak")
    assert (apart.one, apart.other, apart.told_by) == (one, other, by)
    assert tell_apart(one=one, other=other, by=by) == apart
    assert refused(lambda: merged(one, other, by=by)) == [
        "Keduanya sudah dinyatakan orang yang berbeda. Buka kembali pertanyaannya sebelum menggabungkan."
    ]
    reopen(apart=apart, by=by)
    assert not Apart.objects.standing().exists()
    merged(one, other, by=by)
    assert Inmate.objects.get(pk=other.pk).state == CustodyState.MERGED


def test_a_choice_names_rows_of_the_pair(one, other, by, place):
    stranger = inmates.inmate(facility=place)
    choice = chosen(one, other, full_name=stranger)
    merge_rows(one=one, other=other, choice=choice, reason="Foto", by=by, request_key=uuid.uuid4())
    one.refresh_from_db()
    assert one.full_name == "Slamet Riyadi"
