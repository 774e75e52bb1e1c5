"""The whole demo, built once: the sizes that were promised, by the rules that hold for everybody."""

import pytest

from assessments.models import Assessment
from inmates.models import Inmate, KeepApart
from inmates.queries_apart import too_near_now
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.demo import services
from rutan.timetable.queries_apart import together_all_the_same

pytestmark = pytest.mark.django_db
PASSWORD = "teh-manis-di-pagi-hari"


def test_the_demo_has_the_promised_sizes():
    services.load_demo(PASSWORD)
    assert Inmate.objects.in_custody().count() == 160
    signed = Assessment.objects.filter(state="signed")
    assert signed.filter(instrument="assist").count() == 142
    assert signed.filter(instrument="dast10").count() == 40


def test_the_demo_keeps_some_people_apart_and_brings_none_of_them_together():
    services.load_demo(PASSWORD)
    place = Facility.objects.get(code="BNA")
    entries = KeepApart.objects.at(place)
    assert (entries.open().count(), entries.over(clock.today()).count()) == (4, 1)
    assert not too_near_now(entries, on=clock.today()).exists()
    assert not together_all_the_same(place, now=clock.now()).exists()
