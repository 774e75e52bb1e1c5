"""A day's sessions, and who was there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rehab import queries_sessions
from rehab.access import open_session
from rehab.forms_attendance import AttendanceForm, NotHeldForm
from rehab.models import Session
from rehab.naming import group_name
from rehab.refusals import AttendanceRefused
from rehab.services_sessions import mark_attendance
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.beside import say_beside
from rutan.timetable.naming import title_for
from rutan.timetable.refusals import BookingLocked

MARKS = (Permission.ATTENDANCE_MARK, Permission.ATTENDANCE_MARK_OWN)


@requires(*MARKS, Permission.ROSTER_VIEW)
def sessions(request: SignedInRequest) -> HttpResponse:
    """Today's sessions, and those that are over and not marked yet; a facilitator sees their own."""
    context = {
        "today": clock.today(),
        "rows": queries_sessions.sessions_of_day(request.user, clock.today()),
        "waiting": queries_sessions.sessions_to_mark(request.user, now=clock.now()),
    }
    return render(request, "rehab/sessions.html", context)


@requires(*MARKS, Permission.ROSTER_VIEW)
def attendance(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Who was to come and what was marked; whoever may mark does it here for everybody at once."""
    session = open_session(request.user, session_id)
    record(
        action="rehab.attendance.opened", subject=session, by=request.user, facility=session.booking.facility
    )
    roster = queries_sessions.roster_rows(session)
    return _page(request, session, AttendanceForm(roster=roster), NotHeldForm())


@requires(*MARKS)
@require_POST
def mark(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Store the marks of everybody, or the page again with everything that is wrong."""
    session = open_session(request.user, session_id)
    roster = queries_sessions.roster_rows(session)
    form, not_held = AttendanceForm(request.POST, roster=roster), NotHeldForm(request.POST or None)
    whole = request.POST.get("deed") == "not_held"
    if not_held.is_valid() if whole else form.is_valid():
        marks = not_held.marks(roster) if whole else form.marks()
        seen, why = request.POST.get("seen") or None, "" if whole else form.why_corrected
        try:
            mark_attendance(session=session, marks=marks, by=request.user, seen=seen, correction=why)
        except (AttendanceRefused, BookingLocked) as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("The attendance is stored."))
            return redirect("rehab:attendance", session.pk)
    return _page(request, session, form, not_held if whole else NotHeldForm(), status=422)


def _page(
    request: SignedInRequest,
    session: Session,
    form: AttendanceForm,
    not_held: NotHeldForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"session": session, "form": form, "not_held": not_held}
    context["title"] = title_for(request.user, session.booking)
    context["group"] = group_name(request.user, session.group) if session.group else ""
    context["over"], context["begun"] = session.booking.is_over, queries_sessions.has_begun(session)
    return render(request, "rehab/attendance.html", context, status=status)
