"""A sign-in's last activity is kept once a minute, and at once when it is used from elsewhere."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    accounts.user(username="ada", password=accounts.PASSWORD)
    client.post("/accounts/login/", {"login": "ada", "password": accounts.PASSWORD})
    return UserSession.objects.get()


def used(client, sign_in, *, seconds_ago, **request):
    """Use the sign-in that was last noted some seconds ago; return whether that was noted."""
    before = timezone.now() - timedelta(seconds=seconds_ago)
    UserSession.objects.update(last_seen_at=before)
    client.get("/", **request)
    sign_in.refresh_from_db()
    return sign_in.last_seen_at != before


def test_within_a_minute_nothing_is_written(client, sign_in):
    assert used(client, sign_in, seconds_ago=50) is False
    assert used(client, sign_in, seconds_ago=70) is True


def test_another_address_or_browser_is_noted_at_once(client, sign_in):
    assert used(client, sign_in, seconds_ago=1, REMOTE_ADDR="127.0.0.9") is True
    assert (
        used(client, sign_in, seconds_ago=1, REMOTE_ADDR="127.0.0.9", HTTP_USER_AGENT="Lain " * 300) is True
    )
    assert (sign_in.ip, sign_in.user_agent[:9]) == ("127.0.0.9", "Lain Lain")


def test_the_sign_in_of_somebody_else_is_left_alone(client, sign_in):
    before = timezone.now() - timedelta(hours=1)
    other = UserSession.objects.create(
        user=sign_in.user, ip="127.0.0.2", session_key="lain", user_agent="", last_seen_at=before
    )
    client.get("/")
    other.refresh_from_db()
    assert other.last_seen_at == before
