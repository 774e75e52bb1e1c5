"""Background work on reports."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rutan.accounts.permissions import Permission
from rutan.jobs.registry import job
from rutan.jobs.run import Run
from rutan.reports import queries_report, services, services_sealing


def read(run: Run, period: str, **_correction: Any) -> Any:
    """Read the figures of a month, all at one moment."""
    assert run.job.facility is not None  # a report is always of one
    return queries_report.read_report(run.job.facility, period, progress=run.progress)


@job(
    services.MONTHLY,
    label=gettext_lazy("Making the coordination report"),
    permission=Permission.REPORT_PREPARE,
    reads=read,
)
def monthly(
    run: Run, read: Any, period: str, corrects: int | None = None, reason: str = ""
) -> dict[str, Any]:
    """Freeze what was read, and seal it where nobody has to approve."""
    job = run.job
    assert job.facility is not None  # a report is always of one
    run.progress(9, 10, _("Freezing the figures and making the paper"))
    edition = services.freeze(
        facility=job.facility,
        read=read,
        request_key=job.request_key,
        by=job.requested_by,
        corrects_id=corrects,
        reason=reason,
    )
    if job.facility.is_demo:
        edition = services_sealing.seal_without_approval(edition=edition, by=job.requested_by)
    return {"url": reverse("reports:show", args=[edition.pk]), "edition": edition.pk}
