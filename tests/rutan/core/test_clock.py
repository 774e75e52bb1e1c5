"""The clock tells the time, and is turned back only inside a block."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rutan.core import clock


def test_it_tells_the_time():
    before = timezone.now()
    assert before <= clock.now() <= timezone.now()
    assert clock.today() == timezone.localdate()


def test_it_is_turned_back_inside_the_block_only():
    past = timezone.now() - timedelta(days=40)
    with clock.turned_back(past):
        assert clock.now() == past
        assert clock.today() == timezone.localdate(past)
    assert clock.now() > past + timedelta(days=39)


def test_it_is_never_turned_forward():
    with (
        pytest.raises(ValueError, match="turned back"),
        clock.turned_back(timezone.now() + timedelta(days=1)),
    ):
        pass
