"""Figures of training: each counts its own rows, and nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rutan.letters.services import revoke
from tests.factories import accounts, inmates, letters, training
from training.enums import Presence
from training.models import Batch, Enrolment
from training.queries_figures import TrainingFigures, figures, waiting_at
from training.services_completion import complete
from training.services_enrolment import withdraw
from training.services_lessons import Mark, mark_lesson

pytestmark = pytest.mark.django_db


def test_figures_count_a_period_and_a_facility():
    place, other = accounts.facility(), accounts.facility(code="LUA", name="Rutan Luar")
    officer, today = accounts.second_person(), timezone.localdate()
    for facility in (place, other):
        letters.signatory(facility=facility)
        batch = training.batch(facility=facility, capacity=3, running=True)
        people = [training.enrolment(batch=batch, inmate=inmates.inmate(facility=facility)) for _ in range(4)]
        lesson = training.lesson(batch=batch, days=-1)
        taught = people[:3]
        mark_lesson(lesson=lesson, marks=dict.fromkeys(taught, Mark(Presence.PRESENT)), by=officer)
        done = complete(batch=batch, enrolments=taught[:2], by=officer)
        revoke(document=done[0].document, reason="Nama keliru", by=officer)
        withdraw(enrolment=taught[2], reason="Pindah", by=officer)
    training.batch(facility=place, name="Belum mulai")
    assert figures(place, today, today) == TrainingFigures(
        enrolled=4, completed=2, certificates=1, running_batches=1, waiting_now=0
    )
    before = today - timedelta(days=1)
    assert figures(place, before, before) == TrainingFigures(
        enrolled=0, completed=0, certificates=0, running_batches=1, waiting_now=0
    )
    long_ago = today - timedelta(days=400)
    assert figures(place, long_ago, long_ago).running_batches == 0


def test_those_who_wait_stand_in_the_order_in_which_they_asked():
    place = accounts.facility()
    batch = training.batch(facility=place, capacity=1)
    for name in ("Zainal", "Budi", "Agus"):
        training.enrolment(batch=batch, inmate=inmates.inmate(facility=place, full_name=name))
    assert [each.inmate.full_name for each in waiting_at(place)] == ["Budi", "Agus"]
    assert (Batch.objects.count(), Enrolment.objects.count()) == (1, 3)
