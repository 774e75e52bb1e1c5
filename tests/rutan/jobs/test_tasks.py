"""The bell is rung at our own broker, in whichever process."""

import subprocess
import sys

from django.conf import settings

from rutan.environment import PROJECT, broker_url
from rutan.jobs.tasks import run

ASK = "import django; django.setup(); from rutan.jobs.tasks import run; print(run.app.main, run.app.conf.broker_url)"


def test_the_task_belongs_to_our_application():
    assert (run.app.main, run.app.conf.broker_url) == ("pulih", settings.CELERY_BROKER_URL)


def test_the_broker_is_the_one_this_run_was_given():
    assert broker_url() == settings.CELERY_BROKER_URL


def test_so_it_does_in_a_fresh_process_such_as_the_schedulers():
    done = subprocess.run([sys.executable, "-c", ASK], cwd=PROJECT, capture_output=True, text=True)
    assert done.stdout.split() == ["pulih", settings.CELERY_BROKER_URL]
