"""Turn a person and an id into an edition of a report, or 404."""

from django.http import Http404

from rutan.accounts.models import User
from rutan.accounts.scope import current
from rutan.audit.services import Refusal
from rutan.reports.domain.report import Figure
from rutan.reports.models import ReportEdition


def open_edition(user: User, edition_id: int) -> ReportEdition:
    """Return an edition of the facility worked for that the person may read.

    :raises Http404: when it is another facility's, a draft that is not theirs to see, or not there; all look alike.
    """
    facility = current().facility
    found = (
        ReportEdition.objects.visible_to(user)
        .filter(facility=facility, pk=edition_id)
        .select_related("facility", "prepared_by", "approved_by", "withdrawn_by", "corrects", "document")
        .defer("xlsx", "document__pdf", "document__data")
        .first()
    )
    if found is None:
        current().refusals.append(Refusal("access.out_of_reach", "reports.reportedition", edition_id))
        raise Http404
    return found


def open_figure(edition: ReportEdition, code: str) -> Figure:
    """Return a figure of an edition.

    :raises Http404: when the edition has none of that code.
    """
    figure = edition.report.figures.get(code)
    if figure is None:
        raise Http404
    return figure
