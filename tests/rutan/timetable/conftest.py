"""The facility, a room and the people who write the timetable, for its pages."""

import pytest

from rutan.accounts.permissions import Role
from tests.factories import accounts, timetable
from tests.factories.accounts import signed_in


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def room(place):
    return timetable.room(facility=place, name="Ruang Konseling 1")


@pytest.fixture
def officer(place):
    return signed_in(accounts.user_with(Role.REHAB_OFFICER, facility=place, username="rehab"))


@pytest.fixture
def admin(place):
    return signed_in(accounts.user_with(Role.ADMINISTRATOR, facility=place, username="admin"))
