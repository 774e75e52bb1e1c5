"""Making a person's file in the background, and letting old ones go."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.core import clock
from rutan.jobs.registry import job
from rutan.jobs.run import Run
from rutan.protection import services
from rutan.protection.models import Disclosure
from rutan.protection.person_archive import archive
from rutan.protection.queries_person import everything_about


def read_person(run: Run, disclosure_id: int) -> bytes:
    """Read everything at one moment and write it; the paper is Indonesian, whoever asks."""
    disclosure = Disclosure.objects.without_content().select_related("requested_by").get(pk=disclosure_id)
    user = current().user
    people = Inmate.objects.visible_to(user) if user else Inmate.objects.none()
    inmate = people.select_related("facility", "cell").filter(pk=disclosure.inmate_id).first()
    if inmate is None:
        raise services.DisclosureRefused(gettext("You may no longer do this, so nothing was made."))
    with translation.override("id"):
        return archive(everything_about(inmate, run.progress), disclosure, now=clock.now())


@job(
    services.PERSON_FILE,
    label=_("Making a person's file"),
    permission=Permission.DATA_FILE_REQUEST,
    reads=read_person,
)
def person_file(run: Run, read: Any, disclosure_id: int) -> dict[str, Any]:
    """Keep the file, and lead to it."""
    wanted = Disclosure.objects.without_content().get(pk=disclosure_id)
    disclosure = services.keep_file(disclosure=wanted, content=read)
    return {"url": reverse("protection:file", args=[disclosure.pk])}


@job("protection.let_go", label=_("Let go of old files about people"), every=timedelta(hours=6))
def let_go_of_files(run: Run) -> dict[str, Any]:
    """A person's file is kept for a week."""
    return {"files": services.let_go()}
