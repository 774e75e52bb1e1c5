"""Files of lists: exactly what is seen, for whoever asked, with the reason; written down, and gone after a week."""

import csv
import io
import uuid
from datetime import timedelta
from hashlib import sha256

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from rutan.audit.models import Event
from rutan.jobs import services_exports
from rutan.jobs.domain.lifecycle import State
from rutan.jobs.models import Job, ListExport
from rutan.jobs.run import run_job
from rutan.jobs.services_exports import ExportRefused
from tests.factories import accounts, inmates, lists
from tests.factories.accounts import signed_in
from tests.typed_sql import changed, refused

ADDRESS = "sex=P&sort=-name&columns=name,number,sex"


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def registrar(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


def people(place):
    for name, sex in (("Budi", "L"), ("Siti", "P"), ("Wati", "P")):
        inmates.inmate(facility=place, full_name=name, sex=sex)
    inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"), full_name="Sari Luar", sex="P")


def ask(client, address=ADDRESS, **sent):
    data = {"reason": lists.REASON, "file_format": "csv", "request_key": uuid.uuid4(), **sent}
    return client.post(f"/jobs/exports/new/?page=inmates:list&{address}", data)


def of_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_holds_what_the_page_shows(own_database, file_format):
    place = accounts.facility()
    people(place)
    client = signed_in(accounts.user_with(Role.REGISTRAR, facility=place))
    shown = client.get(f"/inmates/?{ADDRESS}").context["shown"].page
    answer = ask(client, file_format=file_format)
    export = ListExport.objects.get()
    assert answer["Location"] == f"/jobs/exports/{export.pk}/"
    assert client.get(answer["Location"])["Location"] == f"/jobs/{export.job_id}/"
    assert client.get(f"{answer['Location']}file/").status_code == 404
    run_job(export.job_id)
    assert client.get(f"/jobs/{export.job_id}/")["Location"] == answer["Location"]
    file = client.get(f"{answer['Location']}file/")
    assert file["Content-Disposition"].endswith(f'-{export.pk}.{file_format}"')
    if file_format == "csv":
        head, *rows = of_csv(file.content)
    else:
        book = openpyxl.load_workbook(io.BytesIO(file.content))
        head, *rows = [list(row) for row in book.worksheets[1].iter_rows(values_only=True)]
        about = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
        assert (about["Alasan"], about["Dibuat untuk"]) == (lists.REASON, export.requested_by.full_name)
        assert (about["Baris"], about["Saringan"]) == ("2", "Jenis kelamin: Perempuan")
    assert head == [str(each.column.label) for each in shown.heads]
    assert rows == [[line.name, *(cell.text for cell in line.cells)] for line in shown.lines]
    assert [row[0] for row in rows] == ["Wati", "Siti"]
    export.refresh_from_db()
    assert (export.rows, export.size, export.digest) == (
        2, len(file.content), sha256(file.content).hexdigest(),
    )  # fmt: skip
    events = Event.objects.filter(subject_type="jobs.listexport").order_by("pk")
    assert [event.action for event in events] == [
        "jobs.export.requested",
        "jobs.export.made",
        "jobs.export.taken",
    ]
    assert {event.actor_id for event in events} == {export.requested_by_id}
    assert events[0].facts == {
        "table": "inmates:list", "kind": file_format, "reason": lists.REASON, "looked_for": ["sex"],
    }  # fmt: skip


def test_whoever_lost_the_right_gets_no_file(own_database):
    place = accounts.facility()
    people(place)
    user = accounts.user_with(Role.REGISTRAR, facility=place)
    ask(signed_in(user))
    RoleAssignment.objects.filter(user=user).update(ends_on=timezone.localdate() - timedelta(days=1))
    job = Job.objects.get(kind="jobs.export_list")
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, ListExport.objects.get().content) == (State.FAILED, None)


@pytest.mark.django_db
def test_the_rows_are_those_the_person_may_reach_and_the_columns_those_they_may_see(place, registrar):
    people(place)
    export = lists.made(facility=place, by=registrar, file_format="csv", state="all")
    assert [row[0] for row in of_csv(bytes(export.content))[1:]] == ["Budi", "Siti", "Wati"]
    leader = accounts.user_with(Role.FACILITATOR, facility=place)
    asked = lists.asked(facility=place, by=leader, columns="name,number")
    assert [column.key for column in asked.columns] == ["name"]


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "kecil", "         x", "a" * 9, "a" * 301])
def test_without_a_reason_no_file_is_asked_for(place, registrar, reason):
    answer = ask(signed_in(registrar), reason=reason)
    assert (answer.status_code, ListExport.objects.count(), Job.objects.count()) == (422, 0, 0)


@pytest.mark.django_db
def test_blanks_are_no_reason_for_the_service_either(place, registrar):
    with pytest.raises(ExportRefused):
        lists.requested(facility=place, by=registrar, reason="a         b")


@pytest.mark.django_db
def test_a_file_opens_for_nobody_else(place, registrar):
    export = lists.made(facility=place, by=registrar)
    other = accounts.user_with(Role.REGISTRAR, facility=place, username="registrasi-lain")
    accounts.give_role(registrar, Role.REGISTRAR, facility=accounts.facility(code="LUA", name="Rutan Luar"))
    elsewhere = signed_in(registrar)
    elsewhere.post("/facility/", {"facility": "LUA"})
    for client in (signed_in(other), elsewhere):
        for address in (f"/jobs/exports/{export.pk}/", f"/jobs/exports/{export.pk}/file/"):
            assert client.get(address).status_code == 404
        assert export.file_name not in client.get("/jobs/exports/new/").content.decode()
    assert not Event.objects.filter(action="jobs.export.taken").exists()
    elsewhere.post("/facility/", {"facility": place.code})
    assert export.file_name in elsewhere.get("/jobs/exports/new/").content.decode()


@pytest.mark.django_db
def test_a_file_that_is_too_long_is_refused_in_words(place, registrar, monkeypatch):
    people(place)
    monkeypatch.setattr(services_exports, "ROWS_AT_MOST", 2)
    with pytest.raises(ExportRefused) as why:
        lists.made(facility=place, by=registrar)
    assert why.value.messages == [
        "Satu berkas memuat paling banyak 2 baris. Persempit daftarnya dengan saringan."
    ]


@pytest.mark.django_db
def test_the_bytes_go_after_a_week_and_what_is_known_stays(place, registrar, monkeypatch):
    export = lists.made(facility=place, by=registrar)
    assert services_exports.let_go() == 0
    monkeypatch.setattr("rutan.jobs.models_exports.KEPT_FOR", timedelta(0))
    assert services_exports.let_go() == 1
    export.refresh_from_db()
    assert (export.content, export.is_made, len(export.digest)) == (None, True, 64)
    client = signed_in(registrar)
    assert client.get(f"/jobs/exports/{export.pk}/file/")["Location"] == f"/jobs/exports/{export.pk}/"
    page = client.get(f"/jobs/exports/{export.pk}/").content.decode()
    assert "Berkas tidak disimpan lagi." in page
    assert "/file/" not in page


@pytest.mark.django_db
def test_an_auditor_reads_who_had_which_file_made_and_why(place, registrar):
    export = lists.made(facility=place, by=registrar)
    there = accounts.facility(code="LUA", name="Rutan Luar")
    lists.made(facility=there, by=accounts.user_with(Role.HEAD, facility=there, username="kepala-luar"))
    client = signed_in(accounts.user_with(Role.AUDITOR, facility=place))
    page = client.get("/jobs/exports/")
    (line,) = page.context["shown"].page.lines
    assert [cell.text for cell in line.cells] == [
        registrar.full_name,
        "Warga binaan",
        lists.REASON,
        "0",
        "XLSX",
    ]
    assert export.digest not in page.content.decode()
    assert export.digest in client.get("/jobs/exports/?columns=when,digest").content.decode()
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    queries = (
        f"asked_from={today}",
        f"asked_from={tomorrow}",
        f"asked_to={today}",
        "file_format=csv",
        "sort=who",
    )
    assert [
        len(client.get(f"/jobs/exports/?{query}").context["shown"].page.lines) for query in queries
    ] == [1, 0, 1, 0, 1]  # fmt: skip


@pytest.mark.django_db
def test_the_record_of_files_costs_the_same_with_one_and_with_three(
    place, registrar, django_assert_num_queries
):
    client = signed_in(accounts.user_with(Role.AUDITOR, facility=place))
    for _n in range(3):
        lists.made(facility=place, by=registrar)
        # The seven of every page; the lists kept, the rows, their number, the audit event.
        with django_assert_num_queries(11):
            client.get("/jobs/exports/")


def test_who_may_have_a_file_made():
    allowed = {role for role, held in ROLE_PERMISSIONS.items() if Permission.LIST_EXPORT in held}
    assert allowed == {Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER}


@pytest.mark.django_db
def test_what_the_database_refuses(place, registrar):
    export = lists.made(facility=place, by=registrar)
    for change in ("reason = 'alasan yang lain'", "columns = '[]'", "requested_by_id = requested_by_id + 9"):
        with refused("list_export_stays_what_was_asked_for"):
            changed("jobs_listexport", export.pk, change)
    for change in ("content = 'x'", "rows = 7", "digest = repeat('0', 64)"):
        with refused("list_export_is_made_once"):
            changed("jobs_listexport", export.pk, change)
    changed("jobs_listexport", export.pk, "content = null")
    with refused("list_export_is_made_once"):
        changed("jobs_listexport", export.pk, "content = 'x'")
    waiting = lists.requested(facility=place, by=registrar)
    with refused("list_export_is_made_whole"):
        changed("jobs_listexport", waiting.pk, "content = 'x'")
    early = "made_at = created_at - interval '1 day', rows = 0, size = 0, digest = repeat('0', 64)"
    with refused("list_export_made_after_it_was_asked_for"):
        changed("jobs_listexport", waiting.pk, early)
    there = accounts.facility(code="LUA", name="Rutan Luar")
    stranger = Job.objects.create(kind=waiting.job.kind, request_key=uuid.uuid4(), facility=there)
    with refused("list_export_of_one_facility"):
        changed("jobs_listexport", waiting.pk, "job_id = %s", stranger.pk)
    facts = {
        "facility": place,
        "requested_by": registrar,
        "page": "x",
        "file_format": "csv",
        "reason": "kecil",
    }
    with pytest.raises(IntegrityError, match="list_export_says_why"), transaction.atomic():
        ListExport.objects.create(**facts, request_key=uuid.uuid4())
