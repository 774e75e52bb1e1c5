"""What the register does not say of people in custody."""

from datetime import timedelta

import pytest

from inmates import queries_lacking as lacking
from inmates.models import Inmate
from rutan.core import clock
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db


def test_each_lack_is_of_those_in_custody_alone():
    place, today = accounts.facility(), clock.today()
    bare = inmates.inmate(facility=place)
    whole = inmates.inmate(
        facility=place, nik="3304010101900001", cell=inmates.cell(facility=place), expires_on=today
    )
    over = inmates.inmate(facility=place, nik="3304010101900002", expires_on=today - timedelta(days=1))
    inmates.inmate(facility=place, state="released", left_on=today)
    people = Inmate.objects.at(place)
    assert list(lacking.without_nik(people)) == [bare]
    assert set(lacking.without_cell(people)) == {bare, over}
    assert list(lacking.without_expiry(people)) == [bare]
    assert list(lacking.past_expiry(people, on=today)) == [over]
    assert whole not in lacking.past_expiry(people, on=today)
