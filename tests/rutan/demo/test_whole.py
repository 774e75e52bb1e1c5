"""The whole demo, built once: the sizes that were promised, by the rules that hold for everybody."""

import pytest

from assessments.models import Assessment
from inmates.models import Inmate
from rutan.demo import services

pytestmark = pytest.mark.django_db
PASSWORD = "teh-manis-di-pagi-hari"


def test_the_demo_has_the_promised_sizes():
    services.load_demo(PASSWORD)
    assert Inmate.objects.in_custody().count() == 160
    signed = Assessment.objects.filter(state="signed")
    assert signed.filter(instrument="assist").count() == 142
    assert signed.filter(instrument="dast10").count() == 40
