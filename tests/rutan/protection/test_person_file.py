"""Everything about a person: complete for them, nothing of others, for its requester alone, once, and for a week."""

import io
import json
import os
import signal
import subprocess
import sys
import uuid
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from rutan.audit.models import Event
from rutan.environment import PROJECT
from rutan.jobs.domain.lifecycle import State
from rutan.jobs.models import Job
from rutan.jobs.run import run_job
from rutan.protection import services
from rutan.protection.models import Disclosure
from rutan.protection.person_archive import JSON, PDF
from rutan.protection.reader import classification
from tests.factories import accounts, inmates, protection
from tests.factories.accounts import signed_in
from tests.pdf_text import squeezed, text_of
from tests.typed_sql import changed, refused

WORD, OTHER = "Kenanga", "Melati"


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ask(client, inmate, **sent):
    data = {"letter_number": protection.LETTER, "letter_on": "2026-01-05", "reason": protection.REASON}
    return client.post(f"/protection/people/{inmate.pk}/", {**data, "request_key": uuid.uuid4(), **sent})


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def registrar(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


def _tells_officers_and_versions(told):
    # Officers by name and office alone.
    (consent,) = told["tables"]["inmates.Consent"]["rows"][:1]
    assert set(consent["recorded_by"]) == {"name", "office"}
    # The person's row was written four times; the last version is the row itself.
    (row,) = told["tables"]["inmates.Inmate"]["rows"]
    assert [version["cell"] for version in row["earlier_versions"]] == [None, "A1", None]


def test_a_person_gets_everything_and_nothing_of_another(own_database):
    place, there = accounts.facility(), accounts.facility(code="LUA", name="Rutan Luar")
    person = protection.everything(facility=place, word=WORD, number=1)
    other = protection.everything(facility=place, word=OTHER, number=2)
    for each in (person, other):
        protection.gone(each, to=there)
    client = signed_in(accounts.user_with(Role.REGISTRAR, facility=place, position="Petugas registrasi"))
    answer = ask(client, person)
    job = Job.objects.filter(kind=services.PERSON_FILE).latest("pk")
    assert client.get(answer["Location"])["Location"] == f"/jobs/{job.pk}/"
    assert client.get(f"{answer['Location']}download/").status_code == 404
    assert run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.DONE, "")
    taken = client.get(f"{answer['Location']}download/")
    files = opened(taken.content)
    told = json.loads(files[JSON])
    # Every classified table about people has a place, and this person something in each.
    assert [label for label, table in told["tables"].items() if not table["rows"]] == []
    assert set(told["tables"]) == {table.label for table in classification().about_people()}
    assert told["format"] == "pulih.personal-data/1"
    paper, plain = text_of(files[PDF]), files[JSON].decode()
    assert OTHER not in paper
    assert OTHER not in plain
    for text in ("Dulu", "Zat", "Pertimbangan", "Isi", "Tamu", "Perkara", "Lama", "Catatan", "Put-"):
        assert f"{text}{WORD}" in paper, text
        assert f"{text}{WORD}" in plain, text
    assert squeezed("Dengan siapa data dibagikan") in paper
    assert squeezed("Membagikan identitas: diberikan, ") in paper
    (photo,) = [file for file in told["tables"]["files.StoredFile"]["rows"] if file["kind"] == "photo"]
    assert files[photo["content"]["file"]].startswith(b"\xff\xd8")
    assert len([name for name in files if name.startswith("lampiran/")]) == 3
    _tells_officers_and_versions(told)
    made = Disclosure.objects.get(job=job)
    assert (made.digest, made.size) == (sha256(taken.content).hexdigest(), len(taken.content))
    trail = Event.objects.about(person).filter(action__startswith="protection.person_file.").order_by("pk")
    assert [event.action.rpartition(".")[2] for event in trail][-3:] == ["requested", "made", "taken"]
    assert trail.last().facts == {"letter_number": protection.LETTER, "digest": made.digest}


WORKER = """
import django; django.setup()
import time
from rutan.jobs.run import run_job
from rutan.protection import jobs, person_archive
def slow(*args, **kwargs):
    print("working", flush=True)
    time.sleep({seconds})
    return b"isi"
jobs.archive = slow
run_job({job_id})
"""


def worker(job_id, *, seconds):
    code = WORKER.format(job_id=job_id, seconds=seconds)
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, env=dict(os.environ)
    )


def test_a_killed_worker_costs_time_and_the_file_is_made_once(own_database):
    place = accounts.facility()
    person = inmates.inmate(facility=place)
    made = protection.requested(inmate=person, by=accounts.user_with(Role.HEAD, facility=place))
    with worker(made.job_id, seconds=60) as killed:
        assert killed.stdout.readline() == b"working\n"
        killed.send_signal(signal.SIGKILL)
    made.refresh_from_db()
    assert (made.is_made, made.job.state) == (False, State.RUNNING)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # time passes
    with worker(made.job_id, seconds=0) as another:
        assert another.wait(timeout=60) == 0
    assert run_job(made.job_id) is False
    made.refresh_from_db()
    assert (bytes(made.content), made.size) == (b"isi", 3)
    assert Event.objects.filter(action="protection.person_file.made").count() == 1


def test_whoever_lost_the_right_gets_no_file(own_database):
    place = accounts.facility()
    user = accounts.user_with(Role.REGISTRAR, facility=place)
    made = protection.requested(inmate=inmates.inmate(facility=place), by=user)
    RoleAssignment.objects.filter(user=user).update(ends_on=timezone.localdate() - timedelta(days=1))
    run_job(made.job_id)
    made.refresh_from_db()
    assert (made.job.state, made.is_made) == (State.FAILED, False)


@pytest.mark.parametrize(
    "sent",
    [
        {"letter_number": ""},
        {"letter_number": "   "},
        {"letter_on": ""},
        {"letter_on": "2999-01-01"},
        {"reason": "pendek"},
        {"reason": "a        b"},
    ],
)
def test_without_a_letter_and_a_reason_nothing_is_made(place, registrar, sent):
    person = inmates.inmate(facility=place)
    answer = ask(signed_in(registrar), person, **sent)
    assert (answer.status_code, Disclosure.objects.count(), Job.objects.count()) == (422, 0, 0)
    kept = {"letter_number": protection.LETTER, "reason": protection.REASON}
    for name, text in kept.items():
        assert name in sent or text in answer.content.decode()


def test_a_file_opens_for_nobody_else(place, registrar):
    person = inmates.inmate(facility=place)
    made = protection.made(inmate=person, by=registrar)
    other = accounts.user_with(Role.HEAD, facility=place, username="kepala")
    there = accounts.facility(code="LUA", name="Rutan Luar")
    accounts.give_role(registrar, Role.REGISTRAR, facility=there)
    elsewhere = signed_in(registrar)
    elsewhere.post("/facility/", {"facility": "LUA"})
    for client in (signed_in(other), elsewhere):
        for address in (f"/protection/files/{made.pk}/", f"/protection/files/{made.pk}/download/"):
            assert client.get(address).status_code == 404
    assert elsewhere.get(f"/protection/people/{person.pk}/").status_code == 404
    page = signed_in(other).get(f"/protection/people/{person.pk}/").content.decode()
    assert (protection.LETTER in page, f"/files/{made.pk}/" in page) == (True, False)
    elsewhere.post("/facility/", {"facility": place.code})
    assert elsewhere.get(f"/protection/files/{made.pk}/download/").content == b"isi"


def test_the_bytes_go_after_a_week_and_the_record_stays(place, registrar, monkeypatch):
    made = protection.made(inmate=inmates.inmate(facility=place), by=registrar)
    assert services.let_go() == 0
    monkeypatch.setattr("rutan.protection.models.KEPT_FOR", timedelta(0))
    assert services.let_go() == 1
    made.refresh_from_db()
    assert (made.content, made.is_made, len(made.digest)) == (None, True, 64)
    client = signed_in(registrar)
    assert client.get(f"/protection/files/{made.pk}/download/")["Location"] == f"/protection/files/{made.pk}/"
    assert "Berkas tidak disimpan lagi." in client.get(f"/protection/files/{made.pk}/").content.decode()


def test_who_may_ask():
    allowed = {role for role, held in ROLE_PERMISSIONS.items() if Permission.DATA_FILE_REQUEST in held}
    assert allowed == {Role.HEAD, Role.REGISTRAR}


def test_the_page_costs_the_same_with_one_and_with_three(place, registrar, django_assert_num_queries):
    person, client = inmates.inmate(facility=place), signed_in(registrar)
    for _n in range(3):
        protection.made(inmate=person, by=registrar)
        with django_assert_num_queries(QUERIES):
            client.get(f"/protection/people/{person.pk}/")


# The seven of every page; the person, the files with their jobs, the audit event.
QUERIES = 10


def test_what_the_database_refuses(place, registrar):
    person = inmates.inmate(facility=place)
    made = protection.made(inmate=person, by=registrar)
    for change in ("reason = 'alasan yang lain'", "letter_number = 'lain'", "letter_on = '2026-01-06'"):
        with refused("disclosure_stays_what_was_asked_for"):
            changed("protection_disclosure", made.pk, change)
    for change in ("content = 'x'", "size = 7", "digest = repeat('0', 64)"):
        with refused("disclosure_is_made_once"):
            changed("protection_disclosure", made.pk, change)
    changed("protection_disclosure", made.pk, "content = null")
    with refused("disclosure_is_made_once"):
        changed("protection_disclosure", made.pk, "content = 'x'")
    waiting = protection.requested(inmate=person, by=registrar)
    with refused("disclosure_is_made_whole"):
        changed("protection_disclosure", waiting.pk, "content = 'x'")
    there = accounts.facility(code="LUA", name="Rutan Luar")
    stranger = Job.objects.create(kind=services.PERSON_FILE, request_key=uuid.uuid4(), facility=there)
    with refused("disclosure_of_one_facility"):
        changed("protection_disclosure", waiting.pk, "job_id = %s", stranger.pk)
    with refused("disclosure_made_after_it_was_asked_for"):
        early = "made_at = created_at - interval '1 day', size = 0, digest = repeat('0', 64)"
        changed("protection_disclosure", waiting.pk, early)
    with refused("disclosure_says_why"):
        Disclosure.objects.create(
            facility=place, inmate=person, requested_by=registrar, letter_number="1",
            letter_on="2026-01-05", reason="kecil", request_key=uuid.uuid4(),
        )  # fmt: skip
