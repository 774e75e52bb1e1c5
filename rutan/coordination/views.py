"""The pages on which the rehabilitation officer opens people's records to an agency, and closes them."""

from collections.abc import Sequence
from operator import attrgetter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from inmates.models import AccessGrant
from inmates.services_access import close_again, end_for_agency, grant_to_agency, open_again
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.agencies.queries import partners_of
from rutan.audit.services import record
from rutan.coordination import queries
from rutan.coordination.forms import PeopleFilter, PeoplePicked, WordsForm
from rutan.core.sealed import seal_words, unseal_words
from rutan.core.turning import Turn

LAST = "coordination_last"  # of this session: what was opened or closed last


@requires(Permission.ACCESS_GRANT)
@require_GET
def opened(request: SignedInRequest) -> HttpResponse:
    """Whom an agency sees, a page at a time; that names were shown is written down."""
    facility = here()
    agencies = partners_of(facility, on=timezone.localdate())
    chosen = PeopleFilter(request.GET, agencies=agencies, blocks=queries.blocks_of(facility))
    if not chosen.is_valid():
        context = {"chosen": chosen, "agencies": agencies}
        return render(request, "coordination/opened.html", context, status=404 if agencies else 200)
    page, people = queries.people_for(request.user, facility, Turn.of(request.GET), **chosen.cleaned_data)
    agency = chosen.cleaned_data["agency"]
    record(action="coordination.list.opened", facility=facility, agency=agency.code, count=len(people))
    context = {
        "chosen": chosen,
        "agencies": agencies,
        "agency": agency,
        "page": page,
        "people": people,
        "undo": request.session.get(LAST),
        "words": unseal_words(chosen.cleaned_data["words"]),
    }
    return render(request, "coordination/opened.html", context)


@requires(Permission.ACCESS_GRANT)
@require_POST
def search(request: SignedInRequest) -> HttpResponse:
    """Narrow the list by words, which come back sealed: names do not stand in an address."""
    address, wanted = request.GET.copy(), WordsForm(request.POST)
    if not wanted.is_valid():
        return _back(request, refused=" ".join(map(str, wanted.errors["words"])))
    address["words"] = seal_words(wanted.cleaned_data["words"])
    return redirect(f"{reverse('coordination:list')}?{address.urlencode()}")


@requires(Permission.ACCESS_GRANT)
@require_POST
def open_people(request: SignedInRequest) -> HttpResponse:
    """Open the people ticked to the agency the list was for."""
    picked = _picked(request)
    if not picked.is_valid():
        return _back(request, refused=picked.reasons)
    agency, today = picked.cleaned_data["agency"], timezone.localdate()
    granted = grant_to_agency(
        inmate_ids=picked.cleaned_data["ids"],
        agency=agency,
        facility=here(),
        starts_on=today,
        by=request.user,
    )
    text = ngettext(
        "%(count)d record opened to %(agency)s.", "%(count)d records opened to %(agency)s.", len(granted)
    )
    _remember(request, "opened", granted)
    return _back(request, done=text % {"count": len(granted), "agency": agency.short_name})


@requires(Permission.ACCESS_GRANT)
@require_POST
def close_people(request: SignedInRequest) -> HttpResponse:
    """Close the people ticked to the agency the list was for."""
    picked = _picked(request)
    if not picked.is_valid():
        return _back(request, refused=picked.reasons)
    agency = picked.cleaned_data["agency"]
    closed = end_for_agency(
        inmate_ids=picked.cleaned_data["ids"], agency=agency, facility=here(), by=request.user
    )
    text = ngettext(
        "%(count)d record closed to %(agency)s.", "%(count)d records closed to %(agency)s.", len(closed)
    )
    _remember(request, "closed", closed)
    return _back(request, done=text % {"count": len(closed), "agency": agency.short_name})


@requires(Permission.ACCESS_GRANT)
@require_POST
def undo(request: SignedInRequest) -> HttpResponse:
    """Take the last opening or closing of this session back."""
    last = request.session.pop(LAST, None) or {"deed": "", "grants": []}
    takes_back = open_again if last["deed"] == "closed" else close_again
    count = takes_back(grant_ids=last["grants"], facility=here(), by=request.user)
    if not count:
        return _back(request, refused=_("There is nothing to take back any more."))
    text = ngettext("Taken back for %(count)d person.", "Taken back for %(count)d people.", count)
    return _back(request, done=text % {"count": count})


def _remember(request: SignedInRequest, deed: str, grants: Sequence[AccessGrant]) -> None:
    """Keep the last deed, so that it can be taken back; one that changed nothing leaves nothing to take back."""
    keys = list(map(attrgetter("pk"), grants))
    request.session[LAST] = {"deed": deed, "grants": keys} if keys else None


def _picked(request: SignedInRequest) -> PeoplePicked:
    """What was ticked, among those the officer may choose; nothing else is taken."""
    agencies = partners_of(here(), on=timezone.localdate())
    people = queries.choosable(request.user, here())
    return PeoplePicked(request.POST, agencies=agencies, people=people)


def _back(request: SignedInRequest, *, done: str = "", refused: str = "") -> HttpResponse:
    """Return to the same page of the list, with what was done or why nothing was."""
    if done:
        messages.success(request, done)
    if refused:
        messages.error(request, refused)
    return redirect(f"{reverse('coordination:list')}?{request.GET.urlencode()}")
