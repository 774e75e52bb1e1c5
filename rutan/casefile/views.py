"""The case file of one person."""

from django.http import HttpResponse
from django.shortcuts import render

from inmates.access import open_record
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.casefile.merged import merged_file
from rutan.casefile.queries import case_file, history_of
from rutan.core import clock


@requires(Permission.INMATE_VIEW)
def show(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Everything the role may see of one person; that it was opened is written down."""
    inmate = open_record(request.user, inmate_id, merged_too=True)
    record(action="casefile.opened", subject=inmate, by=request.user)
    if inmate.is_merged:
        return render(request, "casefile/merged.html", merged_file(inmate, current()))
    file = case_file(inmate, current(), on=clock.today(), now=clock.now())
    return render(
        request, "casefile/show.html", {"file": file, "inmate": inmate, "history": history_of(file)}
    )
