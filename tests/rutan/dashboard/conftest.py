"""All of it happens on the 20th of a month at noon: yesterday lies in the month that runs, whenever the tests do."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rutan.core import clock

DAY, ZONE = 20, ZoneInfo("Asia/Jakarta")


@pytest.fixture(autouse=True)
def noon_of_the_twentieth():
    """Turn the clock back to the last such noon."""
    yesterday = timezone.now().astimezone(ZONE).date() - timedelta(days=1)
    day = yesterday if yesterday.day >= DAY else yesterday.replace(day=1) - timedelta(days=1)
    with clock.turned_back(datetime.combine(day.replace(day=DAY), time(12), ZONE)) as turned:
        yield turned
