"""The package's own recurring work."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.jobs import queries_exports, services_exports
from rutan.jobs.models_exports import ListExport
from rutan.jobs.registry import job
from rutan.jobs.run import Run


@job("jobs.clear_expired", label=_("Clear expired sessions and codes"), every=timedelta(hours=1))
def clear_expired(run: Run) -> dict[str, Any]:
    """Delete expired sessions and cache rows (used one-time codes, rate limits)."""
    sessions = Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute("delete from django_cache where expires < now()")
        return {"sessions": sessions, "cache": cursor.rowcount}


def read_list(run: Run, export_id: int) -> services_exports.Read:
    """Read the rows at one moment, with the rights of whoever asked, and write them."""
    export = ListExport.objects.without_content().select_related("facility", "requested_by").get(pk=export_id)
    run.progress(1, 3, gettext("Reading the rows"))
    asked = queries_exports.asked_again(export, current())
    if asked is None:
        raise services_exports.ExportRefused(gettext("You may no longer do this, so nothing was made."))
    rows = queries_exports.rows_of(asked, services_exports.ROWS_AT_MOST)
    run.progress(2, 3, gettext("Writing the file"))
    return services_exports.write(export, asked, rows)


@job(
    services_exports.EXPORT,
    label=_("Making a file of a list"),
    permission=Permission.LIST_EXPORT,
    reads=read_list,
)
def export_list(run: Run, read: Any, export_id: int) -> dict[str, Any]:
    """Keep the file, and lead to it."""
    export = services_exports.keep_file(
        export=ListExport.objects.without_content().get(pk=export_id), read=read
    )
    return {"url": reverse("jobs:export", args=[export.pk])}


@job("jobs.let_go_of_files", label=_("Let go of old files of lists"), every=timedelta(hours=6))
def let_go_of_files(run: Run) -> dict[str, Any]:
    """A file of a list is kept for a week."""
    return {"files": services_exports.let_go()}
