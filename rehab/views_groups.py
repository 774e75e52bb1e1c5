"""Groups: the list, a new one, who is in one and how far it has come, its next session."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rehab import queries_groups, services_groups
from rehab.access import open_group
from rehab.forms_groups import GroupForm, SessionForm
from rehab.queries_pages import programmes_in_force
from rehab.refusals import GroupRefused
from rehab.services_sessions import lay_session
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission, Role
from rutan.accounts.queries import people_in_role
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.timetable import offers
from rutan.timetable.refusals import BookingRefused

MAY_READ = (
    Permission.PLACEMENT_CREATE,
    Permission.TIER_CONFIRM,
    Permission.AUDIT_VIEW,
    Permission.ATTENDANCE_MARK_OWN,
)


@requires(*MAY_READ)
def groups(request: SignedInRequest) -> HttpResponse:
    """The groups of the facility; a facilitator sees their own."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    rows = queries_groups.groups_of(request.user, facility)
    return render(request, "rehab/groups.html", {"rows": rows})


@requires(Permission.PLACEMENT_CREATE)
def new_group(request: SignedInRequest) -> HttpResponse:
    """Open a group."""
    facility, today = current().facility, clock.today()
    assert facility is not None  # a permission is held for a facility
    facilitators = people_in_role(Role.FACILITATOR, facility=facility, on=today)
    programmes = programmes_in_force(on=today)
    form = GroupForm(request.POST or None, programmes=programmes, facilitators=facilitators)
    if form.is_valid():
        try:
            group = services_groups.open_group(facility=facility, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("rehab:group", group.pk)
    return render(request, "rehab/group_new.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(*MAY_READ)
def group(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Who is in a group, how far its programme has come, its sessions."""
    found = open_group(request.user, group_id)
    record(action="rehab.group.read", subject=found, by=request.user)
    return render(request, "rehab/group.html", {"page": queries_groups.group_page(found), "group": found})


@requires(Permission.PLACEMENT_CREATE)
@require_POST
def close(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Close a group in which nobody is any more."""
    try:
        services_groups.close_group(group=open_group(request.user, group_id), by=request.user)
        messages.success(request, _("The group is closed."))
    except GroupRefused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("rehab:group", group_id)


@requires(Permission.TIMETABLE_PUBLISH)
def new_session(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Lay the next session of a group into the timetable; a refusal names what is in the way and free times."""
    found = open_group(request.user, group_id)
    form = SessionForm(offers.entered(request), group=found)
    context: dict[str, Any] = {"form": form, "group": found}
    if offers.is_sent(request) and form.is_valid():
        try:
            lay_session(group=found, slot=form.slot, by=request.user, **form.facts)
        except BookingRefused as refusal:
            context["refusal"] = refusal
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The session is planned."))
            return redirect("rehab:group", found.pk)
    return render(request, "rehab/session_new.html", context, status=offers.status_of(form, context))
