"""``manage.py produce_report``: the contract of its output, exit codes and files."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rutan.accounts.permissions import Role
from rutan.jobs.models import Job
from rutan.jobs.wait import wait_or_run
from rutan.reports.models import ReportEdition
from tests.factories import accounts, reports

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def _no_worker_is_waited_for(monkeypatch):
    monkeypatch.setattr("rutan.jobs.wait.LOOK_EVERY", 0.01)
    monkeypatch.setitem(wait_or_run.__kwdefaults__, "patience", timedelta(0))


def produce(capsys, folder, *more, facility="TST", period=reports.PERIOD):
    call_command(
        "produce_report", "monthly", "--facility", facility, "--period", period, "--out", str(folder), *more
    )
    return json.loads(capsys.readouterr().out)


def test_writes_both_files_and_says_what_they_are(capsys, tmp_path):
    reports.office()
    answer = produce(capsys, tmp_path / "new")
    edition = ReportEdition.objects.get()
    assert answer == {
        "number": "TST.PK.08.01-0001",
        "edition": 1,
        "pdf": str(tmp_path / "new/laporan-TST-2026-04-edisi-1.pdf"),
        "xlsx": str(tmp_path / "new/laporan-TST-2026-04-edisi-1.xlsx"),
        "sha256": edition.document.pdf_digest,
    }
    pdf = (tmp_path / "new/laporan-TST-2026-04-edisi-1.pdf").read_bytes()
    assert hashlib.sha256(pdf).hexdigest() == answer["sha256"]
    assert (tmp_path / "new/laporan-TST-2026-04-edisi-1.xlsx").read_bytes() == bytes(edition.xlsx)
    assert edition.prepared_by is None


def test_asked_twice_the_same_answer_and_the_same_bytes(capsys, tmp_path):
    place = reports.office()
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=place, username="rehab")
    first, second = tmp_path / "first", tmp_path / "second"
    answers = [produce(capsys, folder, "--by", "rehab") for folder in (first, second)]
    for name in ("pdf", "xlsx"):
        contents = [Path(answer.pop(name)).read_bytes() for answer in answers]
        assert contents[0] == contents[1]
    assert answers[0] == answers[1]
    assert (Job.objects.count(), ReportEdition.objects.get().prepared_by) == (1, officer)


@pytest.mark.parametrize(
    "arguments",
    [
        ["monthly", "--facility", "TST", "--period", "2999-01"],
        ["monthly", "--facility", "TST", "--period", "2025-13"],
        ["monthly", "--facility", "XXX", "--period", "2026-04"],
        ["monthly", "--facility", "TST", "--period", "2026-04", "--by", "nobody"],
    ],
)
def test_what_is_not_possible_ends_with_two(arguments):
    reports.office()
    with pytest.raises(CommandError) as refusal:
        call_command("produce_report", *arguments)
    assert (refusal.value.returncode, Job.objects.count()) == (2, 0)


def test_a_kind_nobody_knows_ends_with_two():
    with pytest.raises(CommandError, match="yearly"):
        call_command("produce_report", "yearly", "--facility", "TST", "--period", "2026-04")


def test_a_real_facility_gets_a_draft_that_waits(tmp_path):
    reports.office(is_demo=False)
    for _time in range(2):
        with pytest.raises(CommandError) as refusal:
            call_command("produce_report", "monthly", "--facility", "TST", "--period", "2026-04")
        assert refusal.value.returncode == 3
    assert [edition.state for edition in ReportEdition.objects.all()] == ["draft"]


def test_what_the_job_refuses_is_said(tmp_path):
    reports.work_recorded(facility=accounts.facility(is_demo=True))  # nobody signs
    with pytest.raises(CommandError, match="penanda tangan") as refusal:
        call_command("produce_report", "monthly", "--facility", "TST", "--period", "2026-04")
    assert refusal.value.returncode == 1
