"""Pages that read reports: the list, one edition, the rows behind a number, the catalogue of figures, the files."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.core import clock
from rutan.reports import queries_editions, queries_rows
from rutan.reports.access import open_edition, open_figure
from rutan.reports.catalogue import by_part
from rutan.reports.domain.veiling import SIGNS
from rutan.reports.enums import OPENED
from rutan.reports.forms import PeriodForm
from rutan.reports.services_files import TYPES, take_file
from rutan.reports.wording import beyond_reach, month_in_words, veil_legend


@requires(Permission.REPORT_VIEW)
@require_safe
def editions(request: SignedInRequest) -> HttpResponse:
    """All editions of the facility the person may read, and the button for the last month."""
    scope = current()
    assert scope.facility is not None  # a permission is held for a facility
    page = queries_editions.editions_page(
        request.user, scope.facility, scope, after=request.GET.get("after", ""), on=clock.today()
    )
    form = PeriodForm() if scope.may(Permission.REPORT_PREPARE) else None
    return render(request, "reports/list.html", {"page": page, "request_key": uuid4(), "form": form})


@requires(Permission.REPORT_VIEW)
@require_safe
def show(request: SignedInRequest, edition_id: int) -> HttpResponse:
    """One edition with all its figures, each a link to the rows it counts; who opened a sealed one is written down."""
    edition = open_edition(request.user, edition_id)
    if edition.is_sealed:
        record(action=OPENED, subject=edition, by=request.user, number=edition.number)
    page = queries_editions.edition_page(request.user, edition, current())
    return render(request, "reports/show.html", {"edition": edition, "page": page})


@requires(Permission.REPORT_VIEW)
@require_safe
def rows(request: SignedInRequest, edition_id: int, code: str) -> HttpResponse:
    """Why a number is what it is: the rows it counted; that they were opened is written down."""
    edition = open_edition(request.user, edition_id)
    figure = open_figure(edition, code)
    page = queries_rows.rows_of(request.user, edition, figure)
    record(action="reports.figure.opened", subject=edition, by=request.user, code=code, shown=len(page.rows))
    words = {
        "month": month_in_words(edition.month),
        "beyond": beyond_reach(page.beyond),
        "value": SIGNS[page.veil] if page.veil else figure.value,
        "legend": veil_legend([page.veil]),
    }
    return render(request, "reports/rows.html", {"edition": edition, "figure": figure, "page": page, **words})


@requires(Permission.REPORT_VIEW)
@require_safe
def catalogue(request: SignedInRequest) -> HttpResponse:
    """What each figure counts, in words."""
    return render(request, "reports/figures.html", {"parts": by_part()})


@requires(Permission.REPORT_VIEW)
@require_safe
def download(request: SignedInRequest, edition_id: int, kind: str) -> HttpResponse:
    """The paper or the spreadsheet as it was sealed."""
    edition = open_edition(request.user, edition_id)
    if not edition.is_sealed or kind not in TYPES:
        raise Http404
    file = take_file(edition=edition, kind=kind, by=request.user)
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
