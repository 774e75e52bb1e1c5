"""What somebody looks at, out of what an address asks for."""

from collections.abc import Mapping

from django.http import Http404

from inmates.models import Block
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.dashboard.forms import PeriodFilter
from rutan.dashboard.reading import Reading


def looked_at(user: User, facility: Facility, query: Mapping[str, str]) -> tuple[Reading, PeriodFilter]:
    """Return the look at the facility that a query asks for, and the form that changes it.

    :raises Http404: for a month or a block that is not offered.
    """
    today = Reading.of_today(user, facility, clock.now())
    blocks = Block.objects.filter(facility=facility).order_by("code", "pk")
    form = PeriodFilter(query, today=today.month, blocks=list(blocks))
    if not form.is_valid():
        raise Http404
    return today.at(form.cleaned_data["month"], form.cleaned_data["block"]), form
