"""The dashboard, the rows behind its figures and behind today's work."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core import clock
from rutan.dashboard import links
from rutan.dashboard.access import open_figure, open_work
from rutan.dashboard.charts import CHARTS
from rutan.dashboard.choosing import looked_at
from rutan.dashboard.downloads import as_csv
from rutan.dashboard.queries_dashboard import chart_of, dashboard
from rutan.dashboard.queries_rows import RowsPage, rows_page
from rutan.dashboard.reading import Reading
from rutan.reports.wording import month_in_words


@requires(Permission.DASHBOARD_VIEW)
def show(request: SignedInRequest) -> HttpResponse:
    """All figures of a month beside the month before."""
    reading, form = looked_at(request.user, here(), request.GET)
    record(action="dashboard.opened", facility=reading.facility, month=str(reading.month))
    context = {"page": dashboard(reading), "form": form, "query": links.query_of(reading)}
    return render(request, "dashboard/show.html", context)


@requires(Permission.DASHBOARD_VIEW)
def rows(request: SignedInRequest, code: str, part: str = "") -> HttpResponse:
    """The rows a figure counts, as far as the reader may see them."""
    reading, _form = looked_at(request.user, here(), request.GET)
    figure = open_figure(code, part)
    page = rows_page(figure, reading, current(), part=part)
    context = {
        "back_url": f"{reverse('dashboard:show')}?{links.query_of(reading)}",
        "month": "" if figure.of_today else month_in_words(reading.month),
    }
    return _answer(request, page, reading, context)


@requires(Permission.HOME_VIEW)
def work(request: SignedInRequest, code: str) -> HttpResponse:
    """The rows of one kind of today's work."""
    found = open_work(current(), code)
    reading = Reading.of_today(request.user, here(), clock.now())
    page = rows_page(found.figure, reading, current())
    further = reverse(found.further) if found.further else ""
    return _answer(request, page, reading, {"back_url": reverse("home"), "further": further})


@requires(Permission.DASHBOARD_VIEW)
def table(request: SignedInRequest, code: str) -> HttpResponse:
    """The table of a chart as a file."""
    reading, _form = looked_at(request.user, here(), request.GET)
    if code not in CHARTS:
        raise Http404
    record(
        action="dashboard.table.downloaded", facility=reading.facility, table=code, month=str(reading.month)
    )
    answer = HttpResponse(as_csv(chart_of(code, reading)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}-{reading.month}.csv"'
    return answer


def _answer(
    request: SignedInRequest, page: RowsPage, reading: Reading, context: dict[str, str]
) -> HttpResponse:
    """The page of the rows, or its paper; that they were shown is written down."""
    figure, part = page.figure.code, page.part
    record(
        action="dashboard.rows.opened", facility=reading.facility, figure=figure, part=part, count=page.count
    )
    template = "dashboard/paper.html" if "paper" in request.GET else "dashboard/rows.html"
    query = request.GET.copy()
    query["paper"] = "1"
    return render(
        request,
        template,
        {
            "page": page,
            "only_block": reading.block,
            "paper": query.urlencode(),
            "printed_at": reading.now,
            **context,
        },
    )
