"""The page on which the rehabilitation officer opens people's records to an agency, and closes them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from inmates.services_access import end_for_agency, grant_to_agency
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.agencies.models import Agency, Facility
from rutan.coordination import queries
from rutan.coordination.forms import AgencyChoice, PeoplePicked


@requires(Permission.ACCESS_GRANT)
def opened(request: SignedInRequest) -> HttpResponse:
    """Whom an agency sees; ticking people opens or closes their records."""
    facility, today = current().facility, timezone.localdate()
    assert facility is not None  # a permission is held for a facility
    choice = AgencyChoice(request.GET or None, agencies=queries.partners_of(facility, on=today))
    agency = choice.chosen
    people = queries.people_for(request.user, facility, agency) if agency else []
    picked = PeoplePicked(request.POST or None, ids=[person.inmate.pk for person in people])
    if agency and picked.is_valid():
        _carry_out(request, agency, facility, picked.cleaned_data["ids"])
        return redirect(f"{reverse('coordination:list')}?agency={agency.code}")
    context = {"choice": choice, "agency": agency, "people": people, "picked": picked}
    return render(request, "coordination/opened.html", context)


def _carry_out(request: SignedInRequest, agency: Agency, facility: Facility, ids: list[int]) -> None:
    """Open or close, and say how many."""
    if request.POST.get("deed") == "end":
        count = end_for_agency(inmate_ids=ids, agency=agency, facility=facility, by=request.user)
        text = ngettext(
            "%(count)d record closed to %(agency)s.", "%(count)d records closed to %(agency)s.", count
        )
    else:
        today = timezone.localdate()
        granted = grant_to_agency(
            inmate_ids=ids, agency=agency, facility=facility, starts_on=today, by=request.user
        )
        count = len(granted)
        text = ngettext(
            "%(count)d record opened to %(agency)s.", "%(count)d records opened to %(agency)s.", count
        )
    messages.success(request, text % {"count": count, "agency": agency.short_name})
