"""The page that shows a job at work; the same view serves the page and its live part."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.jobs import services
from rutan.jobs.access import open_job
from rutan.jobs.registry import kind_of


@requires(Permission.HOME_VIEW)
def show(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Show how far a job is; once it is done go to what it made."""
    job = open_job(request.user, job_id)
    htmx: Any = request.htmx  # type: ignore[attr-defined]  # set by django_htmx's middleware
    if job.url:
        return HttpResponseClientRedirect(job.url) if htmx else redirect(job.url)
    context = {"job": job, "label": kind_of(job.kind).label}
    return render(request, "jobs/_progress.html" if htmx else "jobs/show.html", context)


@requires(Permission.HOME_VIEW)
@require_POST
def cancel(request: SignedInRequest, job_id: int) -> HttpResponse:
    """Stop a job that is not over."""
    job = open_job(request.user, job_id)
    try:
        services.cancel_job(job=job, by=request.user)
    except services.JobNotCancellable as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("jobs:show", job_id)
