"""The page on which an auditor reads what was done, opened and refused."""

from django.http import HttpResponse
from django.shortcuts import render

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core.turning import Turn
from rutan.reports import queries_audit
from rutan.reports.forms_audit import TrailFilter


@requires(Permission.AUDIT_VIEW)
def audit(request: SignedInRequest) -> HttpResponse:
    """The trail of the facility, newest first; reading it is written down as well."""
    chosen = TrailFilter(request.GET, actors=queries_audit.actors_at(here()))
    if not chosen.is_valid():
        return render(request, "reports/audit.html", {"chosen": chosen}, status=404)
    filters = chosen.as_query
    page = queries_audit.trail_of(here(), Turn.of(request.GET), filters=filters, **chosen.cleaned_data)
    rows = queries_audit.rows_of(request.user, page.rows)
    looked_for = {name: value for name, value in filters.items() if value}
    record(action="reports.audit.opened", facility=here(), count=len(rows), looked_for=looked_for)
    return render(request, "reports/audit.html", {"chosen": chosen, "page": page, "rows": rows})
