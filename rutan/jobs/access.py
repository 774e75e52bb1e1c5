"""Turn a user and an id into a job, or 404."""

from django.http import Http404

from rutan.accounts.models import User
from rutan.accounts.scope import current
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal
from rutan.jobs.models import Job, ListExport


def open_job(user: User, job_id: int) -> Job:
    """Return a job the person asked for.

    :raises Http404: when it is somebody else's or does not exist; both look alike.
    """
    job = Job.objects.asked_by(user.pk).filter(pk=job_id).first()
    if job is None:
        current().refusals.append(Refusal("access.out_of_reach", "jobs.job", job_id))
        raise Http404
    return job


def open_export(user: User, facility: Facility, export_id: int) -> ListExport:
    """Return a file of a list that the person asked for at the facility worked for.

    :raises Http404: when it is somebody else's, another facility's or not there; all look alike.
    """
    own = (
        ListExport.objects.asked_by(user.pk).at(facility).without_content().select_related("facility", "job")
    )
    export = own.filter(pk=export_id).first()
    if export is None:
        current().refusals.append(Refusal("access.out_of_reach", "jobs.listexport", export_id))
        raise Http404
    return export
