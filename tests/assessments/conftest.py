"""Somebody to assess, somebody who assesses, and nobody's scope but what a test asks for."""

import pytest

from tests.factories import accounts, assessments, inmates


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def person(place):
    return inmates.inmate(facility=place, full_name="Budi Santoso")


@pytest.fixture
def assessor(place):
    return assessments.assessor(facility=place, username="asesor")
