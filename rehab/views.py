"""The working list and the rules behind it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rehab import queries_pages, queries_work
from rehab.domain.stage import Stage
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.core import clock

# Whoever only confirms has nothing to do at the other stages.
OF_HEAD = (Stage.AWAITING_SECOND, Stage.IN_PROGRAMME)
OF_OFFICER = (Stage.TO_DECIDE, Stage.TO_PLACE, Stage.TO_SCREEN, Stage.IN_PROGRAMME)


@requires(Permission.TIER_DECIDE, Permission.TIER_CONFIRM)
def work(request: SignedInRequest) -> HttpResponse:
    """Who is at which stage, and what there is to do for them."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    page = queries_work.work_page(
        request.user,
        facility,
        stage=queries_work.stage_named(request.GET.get("stage", "")),
        preferred=OF_OFFICER if current().may(Permission.TIER_DECIDE) else OF_HEAD,
        after=request.GET.get("after", ""),
        on=clock.today(),
    )
    return render(request, "rehab/list.html", {"page": page, "title": _("Rehabilitation")})


@requires(Permission.TIER_DECIDE, Permission.TIER_CONFIRM, Permission.AUDIT_VIEW)
def rules(request: SignedInRequest) -> HttpResponse:
    """The tier rule in force and the programmes, in words."""
    return render(request, "rehab/rules.html", {"page": queries_pages.rules_page(on=clock.today())})
