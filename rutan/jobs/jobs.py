"""The package's own recurring work."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.jobs.registry import job
from rutan.jobs.run import Run


@job("jobs.clear_expired", label=_("Clear expired sessions and codes"), every=timedelta(hours=1))
def clear_expired(run: Run) -> dict[str, Any]:
    """Delete expired sessions and cache rows (used one-time codes, rate limits)."""
    sessions = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute("delete from django_cache where expires < now()")
        return {"sessions": sessions, "cache": cursor.rowcount}
