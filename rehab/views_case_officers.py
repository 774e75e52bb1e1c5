"""Case officers: who has whom, giving people to one, taking that back, and ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from inmates.queries_people import custody_of
from rehab import services_case_officers as services
from rehab.forms_case_officers import AssignForm, CaredFilter, PeoplePicked, keys_in
from rehab.queries_case_officers import case_officers, loads_of, standing_of
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission, Role
from rutan.accounts.queries import people_in_role
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.core.turning import Turn

LAST = "case_officers_last"  # of this session: the grants of the last assignment, which can be taken back


@requires(Permission.ACCESS_GRANT)
@require_GET
def case_officers_list(request: SignedInRequest) -> HttpResponse:
    """People with their case officers, and how many each of these has; that names were shown is written down."""
    loads = loads_of(here(), on=clock.today())
    chosen = CaredFilter(request.GET, officers=[load.officer for load in loads])
    if not chosen.is_valid():
        return render(request, "rehab/case_officers.html", {"chosen": chosen}, status=404)
    turn = Turn.of(request.GET)
    found = case_officers(request.user, here(), turn, on=clock.today(), **chosen.cleaned_data)
    record(action="rehab.case_officers.opened", facility=here(), by=request.user, count=len(found.people))
    context = {"chosen": chosen, "found": found, "undo": request.session.get(LAST)}
    return render(request, "rehab/case_officers.html", context)


@requires(Permission.ACCESS_GRANT)
@require_POST
def assign(request: SignedInRequest) -> HttpResponse:
    """Ask first who is given to whom and who had them before; then do it."""
    picked = PeoplePicked(request.POST, people=custody_of(request.user, here()))
    if not picked.is_valid():
        return _back(request, refused=picked.reasons)
    does = request.POST.get("step") == "do"
    officers = people_in_role(Role.CASE_OFFICER, facility=here(), on=clock.today())
    form = AssignForm(request.POST if does else None, officers=officers)
    if does and form.is_valid():
        try:
            return _assigned(request, picked, form)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
    context = {"people": standing_of(picked.people), "form": form, "officers": officers}
    status = 422 if does else 200
    return render(request, "rehab/case_officers_assign.html", context, status=status)


@requires(Permission.ACCESS_GRANT)
@require_POST
def end(request: SignedInRequest) -> HttpResponse:
    """Let those ticked have no case officer any more, after asking."""
    picked = PeoplePicked(request.POST, people=custody_of(request.user, here()))
    if not picked.is_valid():
        return _back(request, refused=picked.reasons)
    if request.POST.get("step") != "do":
        context = {"people": standing_of(picked.people)}
        return render(request, "rehab/case_officers_end.html", context)
    keys = [person.pk for person in picked.people]
    count = services.end_case_officer(inmate_ids=keys, facility=here(), by=request.user)
    text = ngettext(
        "%(count)d person has no case officer any more.",
        "%(count)d people have no case officer any more.",
        count,
    )
    return _back(request, done=text % {"count": count})


@requires(Permission.ACCESS_GRANT)
@require_POST
def undo(request: SignedInRequest) -> HttpResponse:
    """Take the last assignment of this session back; whoever was the case officer before is so again."""
    keys = keys_in([str(key) for key in request.session.pop(LAST, [])])
    count = services.undo_assignment(grant_ids=keys, facility=here(), by=request.user)
    if not count:
        return _back(request, refused=_("There is nothing to take back any more."))
    text = ngettext(
        "The assignment of %(count)d person was taken back.",
        "The assignment of %(count)d people was taken back.",
        count,
    )
    return _back(request, done=text % {"count": count})


def _assigned(request: SignedInRequest, picked: PeoplePicked, form: AssignForm) -> HttpResponse:
    keys, officer = [person.pk for person in picked.people], form.cleaned_data["officer"]
    made = services.assign_case_officer(
        inmate_ids=keys, facility=here(), by=request.user, **form.cleaned_data
    )
    count = len(made.grants)
    if not count:
        return _back(request, done=_("%(name)s is their case officer already.") % {"name": officer.full_name})
    request.session[LAST] = [grant.pk for grant in made.grants]
    text = ngettext(
        "%(name)s is the case officer of %(count)d more person.",
        "%(name)s is the case officer of %(count)d more people.",
        count,
    )
    return _back(request, done=text % {"name": officer.full_name, "count": count})


def _back(request: SignedInRequest, *, done: str = "", refused: str = "") -> HttpResponse:
    if done:
        messages.success(request, done)
    if refused:
        messages.error(request, refused)
    return redirect(reverse("rehab:case_officers"))
