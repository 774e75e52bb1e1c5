"""Anonymising and holding by command: a list first, then exactly that list, as the owner."""

import json
import os
import subprocess
import sys
from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from inmates.models import Inmate
from rutan.accounts.permissions import Role
from rutan.core import clock
from rutan.environment import PROJECT
from rutan.protection.models import LegalHold
from tests.factories import accounts, inmates

TODAY = clock.today()


def test_the_command(own_database):
    place = accounts.facility()
    person = inmates.inmate(facility=place, admitted_on=date(1998, 1, 1), expires_on=None)
    inmates.left(person, on=date(1999, 1, 1))

    def command(*arguments, role="app"):
        environment = {"PULIH_DB_ROLE": role}
        return subprocess.run(
            [sys.executable, "manage.py", "anonymise", *arguments], cwd=PROJECT, capture_output=True,
            text=True, env=os.environ | environment,
        )  # fmt: skip

    listed = json.loads(command("--json").stdout)
    assert (listed["people"], listed["day"]) == (1, TODAY.isoformat())
    assert {"table": "inmates.Inmate", "people": 1, "rows": 1} in listed["tables"]
    assert f"--apply {listed['token']}" in command().stdout
    refusal = command("--apply", listed["token"])
    assert (refusal.returncode, "PULIH_DB_ROLE=owner" in refusal.stderr) == (2, True)
    done = command("--apply", listed["token"], role="owner")
    assert (done.returncode, done.stderr) == (0, "")
    assert Inmate.objects.get(pk=person.pk).full_name.startswith("Anonim ")
    assert command("--apply", listed["token"], role="owner").returncode == 2
    assert json.loads(command("--json").stdout)["people"] == 0


@pytest.mark.django_db
def test_a_hold_by_command():
    place = accounts.facility()
    person = inmates.inmate(facility=place)
    by = accounts.user_with(Role.HEAD, facility=place, username="kepala")
    facts = ["--facility", place.code, "--register-number", person.register_number, "--by", by.username]
    call_command("legal_hold", *facts, "--letter", "7/PN/2026", "--reason", "Perkara")
    hold = LegalHold.objects.get()
    assert (hold.inmate, hold.placed_by, hold.ended_at) == (person, by, None)
    with pytest.raises(Exception, match="surat dasar"):
        call_command("legal_hold", *facts)
    call_command("legal_hold", *facts, "--end")
    hold.refresh_from_db()
    assert hold.ended_by == by
    with pytest.raises(Exception, match="no hold"):
        call_command("legal_hold", *facts, "--end")
    with pytest.raises(IntegrityError, match="legal_hold_ends_once"):
        LegalHold.objects.update(ended_at=None, ended_by=None)
