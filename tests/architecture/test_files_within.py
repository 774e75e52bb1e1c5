"""Layers inside a package: what each file may import and do (house.md, part 1)."""

import pytest

from tests.architecture import files_within
from tests.architecture.kinds import kind_of
from tests.architecture.scan import ROOT, expect_none, plant, report

BREACHES = {
    "domain imports Django": ("rehab/domain/x.py", "from django.utils import timezone\n"),
    "domain imports gettext": ("rehab/domain/x.py", "from django.utils.translation import gettext as _\n"),
    "domain imports Celery": ("rehab/domain/x.py", "import celery\n"),
    "domain imports openpyxl": ("inmates/domain/x.py", "import openpyxl\n"),
    "domain imports a model": ("rehab/domain/x.py", "from rehab.models import Placement\n"),
    "domain imports enums of the database": ("rehab/domain/x.py", "from inmates.enums import Sex\n"),
    "domain imports inside a function": ("rehab/domain/x.py", "def f():\n    import django\n"),
    "domain reads files": ("rehab/domain/x.py", "from pathlib import Path\n"),
    "domain opens": ("rehab/domain/x.py", "x = open('a')\n"),
    "domain throws dice": ("rehab/domain/x.py", "import random\n"),
    "domain asks the time": ("rehab/domain/x.py", "x = datetime.now(UTC)\n"),
    "domain asks the day": ("rehab/domain/x.py", "x = datetime.date.today()\n"),
    "domain asks as a default": ("rehab/domain/x.py", "def f(on=date.today()):\n    return on\n"),
    "a solver outside the planner": ("rehab/domain/x.py", "from ortools.sat.python import cp_model\n"),
    "enums import ours": ("inmates/enums.py", "from inmates.domain.sex import Sex\n"),
    "models import a service": ("inmates/models.py", "from rutan.audit.services import record\n"),
    "models import queries": ("inmates/models_consent.py", "from inmates import queries\n"),
    "models import views": ("inmates/models.py", "from inmates import views\n"),
    "models import forms": ("inmates/models/person.py", "from inmates.forms import F\n"),
    "models import tasks": ("inmates/models.py", "from inmates import tasks\n"),
    "models answer": ("inmates/models.py", "from django.shortcuts import redirect\n"),
    "models override save": ("inmates/models.py", "class A:\n    def save(self): ...\n"),
    "queries import services": ("inmates/queries.py", "from inmates import services\n"),
    "queries answer": ("inmates/queries.py", "from django.http import HttpResponse\n"),
    "queries create": ("inmates/queries.py", "x = Inmate.objects.create(a=1)\n"),
    "queries save": ("inmates/queries_lists.py", "def f(x):\n    x.save()\n"),
    "queries update": ("inmates/queries.py", "Inmate.objects.at(x).update(a=1)\n"),
    "services import views": ("rehab/services.py", "from rehab import views\n"),
    "services import forms": ("rehab/services_groups.py", "from rehab.forms import F\n"),
    "services import http": ("rehab/services.py", "from django.http import HttpRequest\n"),
    "services make HTML": ("rehab/services.py", "from django.template.loader import render_to_string\n"),
    "services see a request": ("rehab/services.py", "def f(*, request):\n    ...\n"),
    "services publish": ("rehab/services.py", "from rutan.jobs.tasks import publish\n"),
    "services import Celery": ("rehab/services.py", "from celery import shared_task\n"),
    "access imports a service": ("inmates/access.py", "from inmates.services import x\n"),
    "access writes": ("inmates/access.py", "def f(x):\n    x.delete()\n"),
    "forms import services": ("rehab/forms.py", "from rehab import services\n"),
    "forms import views": ("rehab/forms.py", "from rehab import views\n"),
    "forms save": ("rehab/forms.py", "class F:\n    def save(self): ...\n"),
    "forms create": ("rehab/forms.py", "Placement.objects.create(a=1)\n"),
    "views import tasks": ("rehab/views.py", "from rehab import tasks\n"),
    "views import Celery": ("rehab/views/groups.py", "from celery import current_app\n"),
    "tasks hold a rule": ("rehab/tasks.py", "from rehab.domain.placement import obstacles\n"),
    "jobs hold a rule": ("rehab/jobs.py", "from rehab.domain import placement\n"),
    "wording decides": ("rehab/wording.py", "from rehab import services\n"),
    "wording reads": ("rehab/wording.py", "from django.db import models\n"),
    "notifications decide": ("rehab/notifications.py", "from inmates.access import open_record\n"),
    "urls import a service": ("rehab/urls.py", "from rehab import services\n"),
    "a model signal": ("rehab/receivers.py", "from django.db.models.signals import post_save\n"),
    "a receiver": ("rehab/models.py", "from django.dispatch import receiver\n"),
}
ALLOWED = {
    "rehab/domain/a.py": "import re\nfrom datetime import date\nfrom rehab.domain.b import x\nfrom rehab.domain import b\n",
    "assessments/domain/instruments/c.py": "from inmates.domain.sex import Sex\nx = date(2026, 1, 1)\n",
    "rutan/timetable/domain/planner.py": "import time\nfrom ortools.sat.python import cp_model\n",
    "inmates/models.py": "from inmates.domain.sex import x\nfrom inmates.enums import y\nfrom inmates.models_a import z\n",
    "inmates/enums.py": "from django.db import models\n",
    "inmates/queries.py": "from inmates.models import Inmate\nfacts.update(more)\n",
    "inmates/access.py": "from django.http import Http404\nfrom rutan.audit.services import Refusal\n",
    "inmates/accessibility.py": "from inmates import services\n",
    "rehab/services.py": "from rehab import queries\nfrom rehab.domain import placement\ndef f(*, by): by.save()\n",
    "rehab/views.py": "from django.http import HttpRequest\nfrom rehab import services, forms, queries\n",
    "rehab/tasks.py": "from celery import shared_task\nfrom rehab import services\n",
    "rehab/jobs.py": "from rutan.jobs.registry import job\nfrom rutan.jobs.run import Run\nfrom rehab import services\n",
    "rehab/wording.py": "from django.utils.translation import gettext as _\nfrom rehab.domain.placement import O\n",
    "rehab/urls.py": "from django.urls import path\nfrom rehab import views\nfrom rehab.views import groups\n",
    "rehab/apps.py": "from django.contrib.auth.signals import user_logged_in\nfrom django.dispatch import receiver\n",
    "rehab/migrations/0002_x.py": "from rehab import views\n",
}
KINDS = {
    "rutan.jobs.jobs": "jobs",
    "rutan.jobs.models": "models",
    "rutan.jobs": "",
    "inmates.models_consent": "models",
    "inmates.models.person": "models",
    "inmates.domain.models": "domain",
    "rehab.domain": "domain",
    "rutan.views": "views",
    "rutan.timetable.domain.free_times": "domain",
    "inmates.register_csv": "",
    "inmates.services.Refused": "services",
    "inmates.viewsets": "",
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name, tmp_path):
    path, text = BREACHES[name]
    found = list(files_within.breaches(plant(tmp_path, {path: text})))
    assert [breach.path for breach in found] == [path], report(found)


def test_lets_the_table_be(tmp_path):
    expect_none(files_within.breaches(plant(tmp_path, ALLOWED)))


@pytest.mark.parametrize("module", KINDS)
def test_names_kinds(module):
    assert kind_of(module) == KINDS[module]


def test_the_tree():
    expect_none(files_within.breaches(ROOT))
