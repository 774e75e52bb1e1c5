"""The report is made by a job: with progress, once, also when the worker is killed in the middle."""

import os
import signal
import subprocess
import sys
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from rutan.accounts.permissions import Role
from rutan.environment import PROJECT
from rutan.jobs.domain.lifecycle import State
from rutan.jobs.models import Job
from rutan.jobs.run import run_job
from rutan.letters.models import IssuedDocument, NumberSeries
from rutan.reports import services
from rutan.reports.models import ReportEdition
from tests.factories import accounts, inmates, reports

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def place(own_database):
    return reports.office()


def ask(place, by=None):
    return services.request_monthly(facility=place, period=reports.PERIOD, by=by, request_key=uuid.uuid4())


def test_the_job_makes_the_sealed_report(place):
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=place)
    job = ask(place, by=officer)
    assert run_job(job.pk) is True
    job.refresh_from_db()
    edition = ReportEdition.objects.get()
    assert (job.state, job.result) == (State.DONE, {"url": f"/reports/{edition.pk}/", "edition": edition.pk})
    assert (edition.state, edition.prepared_by, edition.request_key) == ("sealed", officer, job.request_key)
    another = ask(place, by=officer)
    run_job(another.pk)
    another.refresh_from_db()
    assert another.result == job.result
    assert (ReportEdition.objects.count(), NumberSeries.objects.get().last) == (1, 1)


def test_a_real_facilitys_job_ends_with_a_draft(own_database):
    place = reports.office(is_demo=False)
    run_job(ask(place).pk)
    assert [edition.state for edition in ReportEdition.objects.all()] == ["draft"]
    assert not IssuedDocument.objects.exists()


def test_whoever_may_no_longer_prepare_reports_gets_none(place):
    registrar = accounts.user_with(Role.REGISTRAR, facility=place)
    job = ask(place, by=registrar)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, ReportEdition.objects.count()) == (State.FAILED, 0)


WORKER = """
import django; django.setup()
import time
from rutan.jobs.run import Run, run_job
tell = Run.progress
def slow(self, done, total, text=""):
    tell(self, done, total, text)
    if {stop_at!r} in str(text):
        print("working", flush=True)
        time.sleep(60)
Run.progress = slow
run_job({job_id})
"""


def worker(job_id, *, stop_at):
    code = WORKER.format(job_id=job_id, stop_at=stop_at)
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, env=dict(os.environ)
    )


def test_a_worker_killed_in_the_middle_delivers_one_report_later(place):
    job = ask(place)
    for stop_at in ("Sesi dan kehadiran", "Membekukan angka"):  # while it reads, and before it seals
        with worker(job.pk, stop_at=stop_at) as killed:
            assert killed.stdout.readline() == b"working\n"
            killed.send_signal(signal.SIGKILL)
        job.refresh_from_db()
        assert (job.state, job.progress > 0, ReportEdition.objects.count()) == (State.RUNNING, True, 0)
        assert not NumberSeries.objects.exists()
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # time passes
    with worker(job.pk, stop_at="nothing stops it") as another:
        assert another.wait(timeout=60) == 0
    job.refresh_from_db()
    assert (job.state, job.token) == (State.DONE, 3)
    edition = ReportEdition.objects.get()
    assert (edition.state, NumberSeries.objects.get().last) == ("sealed", 1)
    assert IssuedDocument.objects.get() == edition.document


def test_all_figures_are_of_one_moment(place, monkeypatch):
    """Somebody is admitted while the job reads: no figure knows of them, whichever is read later."""
    from rutan.jobs.run import Run

    tell = Run.progress

    def admitted_meanwhile(self, done, total, text=""):
        if text == "Asesmen":
            subprocess.run([sys.executable, "-c", ADMIT.format(facility=place.pk)], cwd=PROJECT, check=True)
        tell(self, done, total, text)

    monkeypatch.setattr(Run, "progress", admitted_meanwhile)
    run_job(ask(place).pk)
    frozen = ReportEdition.objects.get().figures["rows"]
    assert inmates.Inmate.objects.count() == 1
    assert (frozen["intake.custody"], frozen["assessment.unscreened"]) == ([], [])


ADMIT = """
import django; django.setup()
from datetime import date
from inmates.services_stays import admit
from rutan.accounts.scope import acting
from rutan.agencies.models import Facility
facility = Facility.objects.get(pk={facility})
with acting(user=None, facility=facility, route="test"):
    admit(facility=facility, by=None, facts=dict(full_name="x", register_number="x", born_on="1980-01-01", sex="L",
          register_code="B.I", admitted_on=date(2025, 1, 1)))
"""
