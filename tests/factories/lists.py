"""Lists as people see them, the ones they keep, and files of them."""

import uuid

from rutan.accounts.models import SavedList
from rutan.accounts.permissions import Permission
from rutan.accounts.queries_lists import asker_of
from rutan.accounts.scope import acting
from rutan.accounts.services_lists import save_list
from rutan.core.listing import paging, reading
from rutan.core.listing.definition import Asker, listing_of
from rutan.jobs.models import ListExport
from rutan.jobs.services_exports import keep_file, request_export, write

PEOPLE, REASON = "inmates:list", "Rapat evaluasi mingguan"


def asked(*, facility, by, page=PEOPLE, **texts):
    """What somebody asks of a list, by plain texts."""
    with acting(user=by, facility=facility, route="test") as scope:
        asker = asker_of(scope)
    everything = Asker(None, None, frozenset(map(str, Permission)))
    return reading.read(listing_of(page, everything), asker, texts)


def saved(*, facility, by, name="Blok A", query=None, is_default=False, page=PEOPLE):
    """A list somebody keeps; the same name again gives the same row."""
    same = SavedList.all_objects.filter(facility=facility, user=by, name=name, page=page).first()
    facts = {"page": page, "name": name, "query": query or {"state": "all"}, "is_default": is_default}
    return same or save_list(**facts, facility=facility, by=by, request_key=uuid.uuid4())


def requested(*, facility, by, file_format="xlsx", reason=REASON, page=PEOPLE, **texts):
    """A file somebody asked for."""
    wanted = asked(facility=facility, by=by, page=page, **texts)
    facts = {"file_format": file_format, "reason": reason, "facility": facility, "by": by}
    return request_export(asked=wanted, **facts, request_key=uuid.uuid4())


def made(*, facility, by, file_format="xlsx", **texts):
    """A file that was made, as the job makes it."""
    export = requested(facility=facility, by=by, file_format=file_format, **texts)
    wanted = asked(facility=facility, by=by, **texts)
    read = write(export, wanted, list(paging.rows_of(wanted)))
    keep_file(export=export, read=read)
    # The job that was asked for is not needed any more.
    export.job.__class__.objects.filter(pk=export.job.pk).update(state="cancelled")
    return ListExport.objects.select_related("facility", "job").get(pk=export.pk)
