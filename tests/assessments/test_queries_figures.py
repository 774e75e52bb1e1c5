"""The sets of rows behind figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import queries_figures
from tests.factories import assessments, inmates

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def screen(person, by, days_ago=0, **levels):
    return assessments.signed_assist(
        inmate=person, by=by, answers=assessments.assist(**levels), taken_on=TODAY - timedelta(days=days_ago)
    )


def test_everybody_in_custody_is_either_screened_or_not(person, place, assessor):
    screened, drafted, released = person, inmates.inmate(facility=place), inmates.inmate(facility=place)
    phq9 = inmates.inmate(facility=place)
    screen(screened, assessor)
    assessments.signed(inmate=phq9, by=assessor, instrument="phq9", answers=assessments.CALM_PHQ9)
    draft = assessments.draft(inmate=drafted, by=assessor)
    inmates.left(released, on=TODAY)
    assert set(queries_figures.never_screened(place)) == {drafted, phq9}
    assert list(queries_figures.drafts_pending(place)) == [draft]
