"""Where and when a person's sign-ins are used."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils import timezone

NOTED_EVERY = timedelta(minutes=1)


def note_activity(*, session_key: str, ip: str, browser: str) -> None:
    """Keep that a sign-in is used now; changes nothing when that was kept within the last minute for the same place."""
    now = timezone.now()
    browser = browser[: UserSession._meta.get_field("user_agent").max_length]
    stale = Q(last_seen_at__lt=now - NOTED_EVERY) | ~Q(ip=ip) | ~Q(user_agent=browser)
    UserSession.objects.filter(stale, session_key=session_key).update(
        last_seen_at=now, ip=ip, user_agent=browser
    )
