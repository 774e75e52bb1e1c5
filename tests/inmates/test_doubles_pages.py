"""The registrar compares two rows, merges them, tells them apart, undoes it; what a merged row's page says."""

import re

import pytest
from django.urls import reverse

from inmates.models import Apart, Inmate, Merge
from inmates.queries_merging import went_into
from rutan.accounts.permissions import Role
from tests.factories import accounts, inmates
from tests.inmates.merging import merged, standing_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def client(place):
    return accounts.signed_in(accounts.user_with(Role.REGISTRAR, facility=place))


@pytest.fixture
def pair(place):
    cell = inmates.cell(facility=place)
    one = inmates.inmate(facility=place, full_name="Slamet Riyadi", cell=cell)
    return one, inmates.inmate(facility=place, full_name="Slamet Riyady", cell=cell)


def page_of(pair):
    return reverse("inmates:double", args=[each.pk for each in pair])


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def filled(client, pair, *, right, **values):
    """The form as it is sent, with one row right in every clash."""
    page = client.get(page_of(pair)).content.decode()
    data = dict.fromkeys(re.findall(r'name="(clash_\d+)"', page), right.pk)
    key = re.search(r'name="request_key" value="([^"]+)"', page)[1]
    return {**data, "full_name": right.pk, "request_key": key, "reason": "Sidik jari", **values}


def test_pairs_are_shown_with_what_differs(client, pair):
    said = text(client.get(reverse("inmates:doubles")))
    assert "Tanggal lahir sama dan nama mirip" in said
    page = client.get(reverse("inmates:doubles")).content.decode()
    assert re.search(r'class="doubtful"><th scope="row">Nama', page)
    assert not re.search(r'class="doubtful"><th scope="row">Tanggal lahir', page, re.IGNORECASE)


def test_the_list_costs_the_same_however_many_pairs(client, place, pair, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("inmates:doubles"))
    inmates.inmate(facility=place, full_name="Slamet Riyadi")
    inmates.inmate(facility=place, full_name="Slamet Rijadi")
    with django_assert_num_queries(len(few)):
        client.get(reverse("inmates:doubles"))


def test_merged_after_reading_what_it_does(client, pair):
    one, other = pair
    data = filled(client, pair, right=one)
    look = client.post(page_of(pair), data)
    said = text(look)
    assert f"Gabungkan {other.register_number} ke {one.register_number}?" in said
    assert "Tempat di kamar A1 dilepaskan." in said
    assert not Merge.objects.exists()
    answer = client.post(page_of(pair), data | {"step": "do"})
    assert answer.url == reverse("inmates:show", args=[one.pk])
    assert Merge.objects.get().merged == other


def test_what_stands_in_the_way_is_said_before(client, place, pair):
    one, other = pair
    merged(other, inmates.inmate(facility=place))
    said = text(client.post(page_of(pair), filled(client, pair, right=one)))
    assert "Rekaman lain sudah digabung ke rekaman Slamet Riyady." in said
    answer = client.post(page_of(pair), filled(client, pair, right=one, step="do"))
    assert answer.status_code == 422
    assert Merge.objects.count() == 1


def test_without_a_choice_nothing_is_merged_and_nothing_typed_is_lost(client, pair):
    data = {"reason": "Foto sama", "step": "do", "request_key": "0b5ac0f8-24cb-4d7b-9dd3-0d1f5a3f2b11"}
    answer = client.post(page_of(pair), data)
    assert answer.status_code == 422
    assert "Foto sama" in answer.content.decode()
    assert not Merge.objects.exists()


def test_told_apart_and_asked_again(client, pair):
    address = reverse("inmates:told_apart", args=[each.pk for each in pair])
    said = text(client.post(address, {"reason": "Kembar"}, follow=True))
    assert "Tidak ada dua rekaman yang tampak seperti satu orang." in said
    assert "Kembar" in said
    again = reverse("inmates:told_apart_reopen", args=[Apart.objects.get().pk])
    assert "Tanggal lahir sama dan nama mirip" in text(client.post(again, follow=True))


def test_a_merged_row_says_where_it_went_and_is_read_only(client, pair):
    one, other = pair
    merged(one, other)
    page = client.get(reverse("inmates:show", args=[other.pk])).content.decode()
    assert reverse("inmates:show", args=[one.pk]) in page
    assert "Rekaman ini hanya dapat dibaca." in page
    for name in ("register", "correct", "leave", "again", "register_line"):
        route = "admit_again" if name == "again" else name
        answer = client.get(reverse(f"inmates:{route}", args=[other.pk]))
        assert answer.url == reverse("inmates:show", args=[other.pk]), route


SENT_LATE = {
    "leave": {"departure": "released", "on": "2026-11-24", "reason": "PB sesuai SK"},
    "correct": {"full_name": "Slamet Riyadi Betul", "seen": "alias:3f", "address": "Jl. Melati 7\nRT 3"},
    "register_line": {"kind": "extension", "number": "AI.9/2026", "request_key": "0" * 32},
    "photo_remove": {"reason": "Salah orang"},
    "send_out": {"kind": "court", "destination": "PN Contoh"},
}


@pytest.mark.parametrize("route", SENT_LATE)
def test_a_form_sent_after_the_merge_stores_nothing_and_gives_back_what_was_written(client, pair, route):
    one, other = pair
    merged(one, other)
    before = standing_rows()
    answer = client.post(reverse(f"inmates:{route}", args=[other.pk]), SENT_LATE[route])
    assert (answer.status_code, standing_rows()) == (409, before)
    page = answer.content.decode()
    assert reverse("inmates:show", args=[one.pk]) in page
    assert "Isian Anda tidak tersimpan." in page
    code = ("departure", "kind", "seen", "request_key")
    assert answer.context["written"] == [text for name, text in SENT_LATE[route].items() if name not in code]


def test_a_reader_to_whom_only_the_merged_row_is_open_is_not_led_to_the_other(place, pair):
    one, other = pair
    merged(one, other)
    officer = accounts.user_with(Role.REGISTRAR, facility=place)
    stranger = accounts.user_with(
        Role.REGISTRAR, facility=accounts.facility(code="LAIN", name="Lain"), username="lain"
    )
    assert went_into(other.pk, officer) == one
    assert went_into(other.pk, stranger) is None
    assert went_into(one.pk, officer) is None


def test_undone_with_a_reason(client, pair):
    one, other = pair
    merge = merged(one, other)
    address = reverse("inmates:merge_undo", args=[merge.pk])
    assert "kembali menjadi orang tersendiri" in text(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "Ternyata dua orang"})
    assert Inmate.objects.get(pk=other.pk).state == "in_custody"


def test_undoing_says_what_stands_in_the_way(client, pair):
    one, other = pair
    merge = merged(one, other, full_name=other)
    one.full_name = "Slamet Riadi"
    one.save(update_fields=["full_name"])
    assert "Dikoreksi lagi sejak penggabungan: nama." in text(
        client.get(reverse("inmates:merge_undo", args=[merge.pk]))
    )


def test_lists_show_each_person_once(client, pair):
    one, other = pair
    merged(one, other)
    for query in ("", "?state=all", "?state=left"):
        said = text(client.get(reverse("inmates:list") + query))
        assert other.register_number not in said


def test_an_agency_reads_of_the_row_it_was_given_and_no_more(place, pair):
    one, other = pair
    agency = accounts.agency()
    accounts.agreement(facility=place, agency=agency)
    inmates.grant(inmate=other, agency=agency)
    merged(one, other)
    assessor = accounts.user_with(Role.ASSESSOR, agency=agency, username="asesor")
    client = accounts.signed_in(assessor)
    assert client.get(reverse("inmates:show", args=[one.pk])).status_code == 404
    page = client.get(reverse("inmates:show", args=[other.pk])).content.decode()
    assert "tidak terbuka bagi Anda" in page
    assert one.register_number not in page
