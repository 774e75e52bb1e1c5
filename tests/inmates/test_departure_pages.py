"""Pages on which people leave, come, come back and are corrected, as those who use them."""

import re
import uuid
from datetime import date, timedelta

import pytest

from inmates.models import FormerName, Inmate, LooseEnd, Stay, Transfer
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in
from tests.inmates.test_refusals_beside import beside

pytestmark = pytest.mark.django_db
NIK = "3304060501900001"


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def other():
    return accounts.facility(code="LAIN", name="Rutan Lain")


@pytest.fixture
def registrar(place):
    return signed_in(accounts.user_with(Role.REGISTRAR, facility=place))


@pytest.fixture
def person(place):
    return inmates.inmate(facility=place, full_name="Slamet Contoh", nik=NIK, born_on=date(1990, 1, 5))


def text(response):
    return " ".join(response.content.decode().split())


def today():
    return clock.today().isoformat()


def stay(number="BI.77/2026", **fields):
    facts = {
        "register_code": "B.I",
        "register_number": number,
        "admitted_on": today(),
        "request_key": uuid.uuid4(),
    }
    return {**facts, **fields}


def who(**fields):
    return {"full_name": "Slamet Contoh", "born_on": "1990-01-05", "sex": "L", "nik": "", **fields}


def test_the_departure_page_tells_what_is_open_as_far_as_its_reader_may_know(registrar, place):
    inmate = rehab.placed(group=rehab.group(facility=place)).inmate
    page = text(registrar.get(f"/inmates/{inmate.pk}/leave/"))
    assert "4 urusan menjadi tugas petugas lain; mereka diberi tahu." in page
    assert "Kelompok 1" not in page
    alone = inmates.inmate(facility=place)
    assert "Tidak ada urusan lain yang masih terbuka" in text(registrar.get(f"/inmates/{alone.pk}/leave/"))


def test_leaving_and_taking_it_back(registrar, person):
    page = f"/inmates/{person.pk}/leave/"
    sent = {"departure": "released", "on": today(), "request_key": uuid.uuid4()}
    refused = registrar.post(page, sent)
    assert (refused.status_code, "Tulis dasar pembebasannya" in text(refused)) == (422, True)
    assert registrar.post(page, {**sent, "reason": "PB"}).url == f"/inmates/{person.pk}/register/"
    shown = text(registrar.get(f"/inmates/{person.pk}/register/"))
    assert "Catat masuk kembali" in shown
    assert "Batalkan catatan keluar" in shown
    assert " · PB" in shown
    assert registrar.post(f"{page}take-back/", {"reason": ""}).status_code == 422
    assert registrar.post(f"{page}take-back/", {"reason": "Salah orang"}).status_code == 302
    assert Inmate.objects.get().state == "in_custody"


def test_a_transfer_arrives_at_the_other_facility(registrar, person, other):
    sent = {"departure": "transferred", "on": today(), "receiver": other.pk, "request_key": uuid.uuid4()}
    assert registrar.post(f"/inmates/{person.pk}/leave/", sent).status_code == 302
    transfer = Transfer.objects.get()
    # The sender's own registrar finds nothing to confirm.
    assert "Slamet" not in text(registrar.get("/inmates/arrivals/"))
    assert registrar.get(f"/inmates/arrivals/{transfer.pk}/").status_code == 404
    there = signed_in(accounts.user_with(Role.REGISTRAR, facility=other, username="registrasi-lain"))
    assert "Slamet Contoh" in text(there.get("/inmates/arrivals/"))
    assert there.get(f"/inmates/{person.pk}/register/").status_code == 404
    page = f"/inmates/arrivals/{transfer.pk}/"
    assert NIK in text(there.get(page))
    answer = there.post(page, stay("BI.7/2026"))
    here = Inmate.objects.at(other).get()
    assert answer.url == f"/inmates/{here.pk}/register/"
    assert (here.full_name, here.person_uuid) == ("Slamet Contoh", person.person_uuid)
    after = text(there.get(page))
    assert "Kedatangan sudah dicatat." in after
    # What is answered is not asked again, and who they are is read on the receiver's own row by now.
    assert ("Nomor register" in after, NIK in after) == (False, False)
    assert there.post(page, stay("BI.8/2026")).status_code == 422


def test_the_list_of_arrivals_costs_the_same_with_one_and_with_three(place, other, django_assert_num_queries):
    client = signed_in(accounts.user_with(Role.REGISTRAR, facility=place))
    by = accounts.second_person()
    client.get("/inmates/arrivals/")
    for count in (1, 3):
        while Transfer.objects.count() < count:
            inmates.gone(inmates.inmate(facility=other), by=by, to=place)
        with django_assert_num_queries(9):
            assert len(client.get("/inmates/arrivals/").context["sent"]) == count


def test_who_left_is_found_by_name_and_admitted_again(registrar, place, person):
    inmates.left(person, on=clock.today() - timedelta(days=200))
    inmates.left(inmates.inmate(facility=place, full_name="Bejo Contoh"))
    inmates.inmate(facility=place, full_name="Slamet Masih Ditahan")
    month = text(registrar.get("/inmates/left/"))
    assert ("Bejo Contoh" in month, "Slamet Contoh" in month) == (True, False)
    found = registrar.post("/inmates/left/", {"words": "slamet"}, follow=True)
    assert [each.full_name for each in found.context["people"]] == ["Slamet Contoh"]
    assert "slamet" not in found.request["QUERY_STRING"]
    assert registrar.post(f"/inmates/{person.pk}/again/", stay()).status_code == 302
    assert list(Stay.objects.of(person).values_list("arrival", flat=True)) == ["return", "admission"]
    assert Event.objects.filter(action="inmates.former.opened").count() == 2


def test_the_list_of_who_left_costs_the_same_with_one_and_with_three(
    registrar, place, django_assert_num_queries
):
    registrar.get("/inmates/left/")
    for count in (1, 3):
        while Inmate.objects.gone().count() < count:
            inmates.left(inmates.inmate(facility=place))
        with django_assert_num_queries(9):
            assert len(registrar.get("/inmates/left/").context["people"]) == count


def test_somebody_new_who_was_here_before_is_shown_first(registrar, person):
    inmates.left(person)
    first = registrar.post("/inmates/new/", {**who(full_name="Slamet Riyadi"), **stay()})
    assert first.status_code == 422
    assert [each.pk for each in first.context["form"].known] == [person.pk]
    assert f"/inmates/{person.pk}/again/" in text(first)
    assert Inmate.objects.count() == 1
    made = registrar.post("/inmates/new/", {**who(full_name="Slamet Riyadi"), **stay(), "confirmed": "on"})
    assert made.status_code == 302
    assert Inmate.objects.count() == 2


def test_a_stranger_with_the_same_birthday_is_no_hint_nor_is_another_facilitys(registrar, person, other):
    inmates.inmate(facility=other, full_name="Wahyu Contoh", born_on=date(1990, 1, 5))
    answer = registrar.post("/inmates/new/", {**who(full_name="Wahyu Baru"), **stay()})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"nik": "123"}, "NIK ini tidak sah"),
        ({"born_on": "2024-01-01"}, "kurang dari 12"),
        ({"nik": "3304064501900001"}, "jenis kelamin"),
        ({"nik": "3304060601900001"}, "tanggal lahir"),
        ({"full_name": "   "}, "Perbaiki isian yang ditandai"),
    ],
)
def test_what_is_wrong_or_doubtful_is_said(registrar, fields, said):
    answer = registrar.post("/inmates/new/", {**who(full_name="Wahyu Baru"), **stay(), **fields})
    assert answer.status_code == 422
    assert said.lower() in text(answer).lower()
    assert not Inmate.objects.exists()


def hidden(client, page):
    form = client.get(page).context["form"]
    return {name: form[name].value() for name in ("seen",)}


def test_two_people_correct_one_person_and_nothing_is_lost(registrar, place, person):
    page = f"/inmates/{person.pk}/correct/"
    seen = hidden(registrar, page)
    quicker = signed_in(accounts.user_with(Role.REGISTRAR, facility=place, username="lebih-cepat"))
    assert quicker.post(page, {**who(nik=NIK, religion="Kristen", education="SD"), **seen}).status_code == 302
    mine = who(nik=NIK, religion="Hindu", address="Jalan Baru")
    late = registrar.post(page, {**mine, **seen})
    assert late.status_code == 422
    form = late.context["form"]
    assert {name for name in form.fields if name.startswith("take_")} == {"take_religion", "take_education"}
    assert (form["take_religion"].value(), form["take_education"].value()) == ("mine", "stored")
    assert beside(late).keys() == {"__all__", "take_religion", "take_education"}
    (anchor,) = re.findall(r'<a href="#([^"]+)">Agama: mana yang berlaku\?</a>', text(late))
    assert f'id="{anchor}"' in text(late)
    assert "Yang Anda tulis: Hindu" in text(late)
    assert "Yang tersimpan sekarang: Kristen" in text(late)
    assert "Jalan Baru" in text(late)
    assert Inmate.objects.get().religion == "Kristen"
    again = {**mine, "seen": form["seen"].value(), "take_religion": "mine", "take_education": "stored"}
    assert registrar.post(page, again).status_code == 302
    stored = Inmate.objects.get()
    assert (stored.religion, stored.education, stored.address) == ("Hindu", "SD", "Jalan Baru")


def test_an_earlier_name_is_shown_on_the_register_page_with_a_masked_nik(registrar, person):
    page = f"/inmates/{person.pk}/correct/"
    new = who(full_name="Selamet Contoh", nik=NIK)
    assert "perlu alasan" in text(registrar.post(page, {**new, **hidden(registrar, page)}))
    sent = {**new, **hidden(registrar, page), "reason": "Putusan", "document_number": "12/Pid"}
    assert registrar.post(page, sent).status_code == 302
    shown = text(registrar.get(f"/inmates/{person.pk}/register/"))
    assert "Nama sebelumnya" in shown
    assert "Slamet Contoh" in shown
    assert (NIK in shown, "3304••••••••0001" in shown) == (False, True)
    assert FormerName.objects.get().full_name == "Slamet Contoh"


@pytest.mark.parametrize("seen", ["", "x", "religion", "religion:", "religion:x religion:y", "9" * 900])
def test_a_sign_that_is_none_stores_nothing_of_somebody_elses(registrar, person, seen):
    page = f"/inmates/{person.pk}/correct/"
    answer = registrar.post(page, {**who(nik=NIK, religion="Hindu"), "seen": seen})
    assert answer.status_code == 422
    assert Inmate.objects.get().religion == ""


def test_the_officer_settles_what_is_left_and_others_do_not(place, person):
    inmates.grant(inmate=person, agency=accounts.agency())
    rehab.consented(inmate=person)
    inmates.gone(person, by=accounts.second_person())
    officer = signed_in(rehab.officer(facility=place))
    shown = text(officer.get(f"/inmates/{person.pk}/register/"))
    assert "Masih terbuka setelah keluar" in shown
    consents, opened = (LooseEnd.objects.get(code=code) for code in ("consents", "opened"))
    page = f"/inmates/opened/{opened.subject_id}/close/"
    assert "BNNK Contoh" in text(officer.get(page))
    assert officer.post(page).status_code == 302
    assert officer.post(f"/inmates/left-open/{consents.pk}/", {"how": ""}).status_code == 422
    assert officer.post(f"/inmates/left-open/{consents.pk}/", {"how": "Disimpan"}).status_code == 302
    assert "Masih terbuka" not in text(officer.get(f"/inmates/{person.pk}/register/"))
    accounts.agreement(facility=place, agency=accounts.agency())
    assessor = accounts.user_with(Role.ASSESSOR, agency=accounts.agency())
    inmates.grant(inmate=person, agency=accounts.agency())  # opened anew: within reach, and not theirs
    assert signed_in(assessor).get(f"/inmates/left-open/{consents.pk}/").status_code == 404
    elsewhere = accounts.facility(code="LAIN", name="Rutan Lain")
    stranger = signed_in(rehab.officer(facility=elsewhere))
    for address in (page, f"/inmates/left-open/{consents.pk}/"):
        assert stranger.get(address).status_code == 404
