"""The registrar imports a file in the browser: upload, preview, confirm, result."""

import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inmates.models import Inmate, RegisterImport
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.jobs.models import Job
from rutan.jobs.run import run_job
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

DATA = Path(__file__).parent.parent / "data" / "register"
ON = "2026-11-24"
# Session, user, roles, facilities; the session's last activity; the page's transaction (two): the seven of every page.
# Then the kept lists, the people, how many there are, the agencies and blocks of the filters, and the audit event.
QUERIES = 12


def hand_in(client, name="register-clean.csv", content=None, key=None, opened_for="KSG"):
    file = SimpleUploadedFile(name, (DATA / name).read_bytes() if content is None else content)
    data = {"file": file, "judged_on": ON, "request_key": key or uuid.uuid4(), "opened_for": opened_for}
    return client.post("/inmates/import/", data)


def names_of(page):
    return [line.name for line in page.context["shown"].page.lines]


@pytest.fixture
def place(own_database):
    place = accounts.facility(code="KSG", name="Rutan Kosong")
    for block in "ABC":
        for number in range(1, 6):
            inmates.cell(facility=place, code=f"{block}{number}")
    return place


@pytest.fixture
def registrar(place):
    return signed_in(accounts.user_with(Role.REGISTRAR, facility=place, username="registrasi"))


def test_the_whole_way_from_the_file_to_the_register(registrar, place):
    handed_in = hand_in(registrar)
    show = handed_in["Location"]
    job = Job.objects.get(kind="inmates.judge_register")
    assert registrar.get(show)["Location"] == f"/jobs/{job.pk}/"
    assert "<progress" in registrar.get(f"/jobs/{job.pk}/").content.decode()
    run_job(job.pk)
    assert registrar.get(f"/jobs/{job.pk}/")["Location"] == show
    preview = registrar.get(show).content.decode()
    assert "Galih Wicaksono" in preview
    assert "Simpan baris yang baik" in preview
    assert Inmate.objects.count() == 0
    assert registrar.post(f"{show}confirm/").status_code == 302
    assert registrar.post(f"{show}confirm/").status_code == 302  # pressed twice
    run_job(Job.objects.get(kind="inmates.apply_register").pk)
    result = registrar.get(show).content.decode()
    assert "Tersimpan." in result
    assert "Simpan baris yang baik" not in result
    stored = RegisterImport.objects.get()
    good = sum(count for outcome, count in stored.totals.items() if outcome != "error")
    assert Inmate.objects.at(place).count() == good
    assert Event.objects.get(action="inmates.register.imported").actor_name == "Registrasi"


def test_the_rows_of_a_file_are_turned_over_and_looked_at_by_outcome(registrar):
    show = hand_in(registrar)["Location"]
    run_job(Job.objects.get(kind="inmates.judge_register").pk)
    first = registrar.get(show).context["page"]
    lines = [row.line for row in first.rows]
    second = registrar.get(f"{show}{first.following}").context["page"]
    assert len(lines) == 100
    assert lines + [row.line for row in second.rows] == list(range(2, 162))
    assert [row.line for row in registrar.get(f"{show}{second.previous}").context["page"].rows] == lines
    assert [(each.words, each.count) for each in first.totals] == [("Semua baris", 160), ("baru", 160)]
    assert registrar.get(f"{show}?outcome=error").context["page"].totals[0].chosen
    messy = hand_in(registrar, name="register-messy.csv")["Location"]
    run_job(Job.objects.filter(kind="inmates.judge_register").last().pk)
    refused = registrar.get(f"{messy}?outcome=error").context["page"]
    assert {row.outcome for row in refused.rows} == {"tidak disimpan"}
    assert [each.count for each in refused.totals if each.chosen] == [len(refused.rows)]


def test_a_page_opened_for_another_facility_hands_in_nothing(registrar):
    answer = hand_in(registrar, opened_for="BNA")
    assert answer.status_code == 422
    assert "Halaman ini dibuka untuk BNA, sedangkan Anda kini bekerja untuk KSG." in answer.content.decode()
    assert RegisterImport.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_import(registrar):
    key = uuid.uuid4()
    answers = [hand_in(registrar, key=key)["Location"] for _ in range(2)]
    assert answers[0] == answers[1]
    assert (RegisterImport.objects.count(), Job.objects.count()) == (1, 1)


def test_a_file_that_is_none_is_shown_with_its_reason(registrar):
    show = hand_in(registrar, content=b"")
    assert show.status_code == 422  # the form itself says that the file is empty
    show = hand_in(registrar, content=b"\x89PNG\r\n\x1a\n" + bytes(range(256)))["Location"]
    run_job(Job.objects.get().pk)
    assert "Ini bukan tabel" in registrar.get(show).content.decode()


def test_a_name_with_markup_is_shown_as_text(registrar):
    show = hand_in(registrar, name="register-messy.csv")["Location"]
    run_job(Job.objects.get().pk)
    page = registrar.get(show).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_file_put_aside_can_no_longer_be_stored(registrar):
    show = hand_in(registrar)["Location"]
    run_job(Job.objects.get().pk)
    registrar.post(f"{show}discard/")
    registrar.post(f"{show}confirm/")
    assert RegisterImport.objects.get().state == "discarded"
    assert Job.objects.count() == 1


def test_another_facilitys_file_does_not_exist(registrar, place):
    show = hand_in(registrar)["Location"]
    other = accounts.facility(code="LUA", name="Rutan Luar")
    stranger = signed_in(accounts.user_with(Role.REGISTRAR, facility=other))
    assert [stranger.get(show).status_code, stranger.post(f"{show}confirm/").status_code] == [404, 404]
    assert Event.objects.filter(action="access.out_of_reach").count() == 2


def test_everybody_sees_only_whom_they_may_reach(place):
    own, granted = (
        inmates.inmate(facility=place, full_name=name) for name in ("Orang Sendiri", "Orang Terbuka")
    )
    other = accounts.facility(code="LUA", name="Rutan Luar")
    inmates.inmate(facility=other, full_name="Orang Luar")
    bnnk = accounts.agency()
    accounts.agreement(facility=place, agency=bnnk)
    inmates.grant(inmate=granted, agency=bnnk)
    readers = {
        "head": accounts.user_with(Role.HEAD, facility=place),
        "assessor": accounts.user_with(Role.ASSESSOR, agency=bnnk),
        "facilitator": accounts.user_with(Role.FACILITATOR, facility=place),
    }
    seen = {name: names_of(signed_in(user).get("/inmates/")) for name, user in readers.items()}
    assert seen == {
        "head": [own.full_name, granted.full_name],
        "assessor": [granted.full_name],
        "facilitator": [],
    }
    admin = accounts.user_with(Role.ADMINISTRATOR, facility=place)
    assert signed_in(admin).get("/inmates/").status_code == 403


def test_the_list_turns_over_by_key_and_costs_the_same_with_more_rows(place, django_assert_num_queries):
    head = signed_in(accounts.user_with(Role.HEAD, facility=place))
    inmates.inmate(facility=place, full_name="Orang 000")
    head.get("/inmates/")  # the first visit writes down the session
    with django_assert_num_queries(QUERIES):
        head.get("/inmates/")
    for number in range(1, 60):
        inmates.inmate(facility=place, full_name=f"Orang {number:03}")
    with django_assert_num_queries(QUERIES):
        first = head.get("/inmates/")
    second = head.get(f"/inmates/{first.context['shown'].page.following}")
    names = [names_of(page) for page in (first, second)]
    assert names[0] + names[1] == [f"Orang {number:03}" for number in range(60)]
    assert second.context["shown"].page.following == ""
    again = head.get(f"/inmates/{second.context['shown'].page.previous}")
    assert names_of(again) == names[0]
    assert again.context["shown"].page.previous == ""
