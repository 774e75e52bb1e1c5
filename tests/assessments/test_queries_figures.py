"""The sets of rows behind figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import queries_figures
from assessments.services import void_assessment
from tests.factories import accounts, assessments, inmates

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FIRST = TODAY - timedelta(days=10)


@pytest.fixture
def dinkes(place):
    return assessments.assessor(
        facility=place, agency=accounts.agency(code="dinkes-tst", short_name="Dinkes Contoh")
    )


def screen(person, by, days_ago=0, **levels):
    return assessments.signed_assist(
        inmate=person, by=by, answers=assessments.assist(**levels), taken_on=TODAY - timedelta(days=days_ago)
    )


def test_people_are_counted_once_with_their_last_screening_of_the_period(person, place, assessor, dinkes):
    people = [person, *(inmates.inmate(facility=place) for _ in range(4))]
    screen(people[0], assessor, days_ago=5, e="high")
    screen(people[0], dinkes, days_ago=1, e="moderate")
    screen(people[1], assessor, i="high", e="moderate")
    screen(people[2], assessor, a="high")  # tobacco alone: low, and nothing stands out
    screen(people[3], assessor, days_ago=11, e="high")  # before the period
    assessments.draft(inmate=people[4], by=assessor, answers=assessments.assist(e="high"))
    elsewhere = accounts.facility(code="LUA", name="Rutan Luar")
    screen(inmates.inmate(facility=elsewhere), assessments.assessor(facility=elsewhere), e="high")
    void_assessment(assessment=screen(people[4], dinkes, e="high"), reason="salah orang", by=dinkes)
    figures = queries_figures.screening_figures(place, FIRST, TODAY)
    assert (figures.people, figures.forms) == (3, 4)
    assert figures.by_band == {"low": 1, "moderate": 1, "high": 1}
    assert figures.by_substance == {"ats": 1, "opioids": 1}
    assert figures.by_agency == {"BNNK Contoh": 2, "Dinkes Contoh": 1}
    assert queries_figures.screenings(place, FIRST, TODAY).count() == 4


def test_both_days_of_a_period_count(person, place, assessor):
    screen(person, assessor, days_ago=10)
    assert queries_figures.screening_figures(place, FIRST, FIRST).people == 1
    assert queries_figures.screening_figures(place, FIRST + timedelta(days=1), TODAY).people == 0


def test_everybody_in_custody_is_either_screened_or_not(person, place, assessor):
    screened, drafted, released = person, inmates.inmate(facility=place), inmates.inmate(facility=place)
    phq9 = inmates.inmate(facility=place)
    screen(screened, assessor)
    assessments.signed(inmate=phq9, by=assessor, instrument="phq9", answers=assessments.CALM_PHQ9)
    draft = assessments.draft(inmate=drafted, by=assessor)
    inmates.left(released, on=TODAY)
    assert set(queries_figures.never_screened(place)) == {drafted, phq9}
    assert list(queries_figures.screened_in_custody(place)) == [screened]
    assert list(queries_figures.drafts_pending(place)) == [draft]
