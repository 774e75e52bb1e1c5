"""Lessons of a batch: planning them, and writing down who was there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.core.beside import say_beside
from rutan.core.errors import Refused
from rutan.timetable import offers
from rutan.timetable.refusals import BookingRefused
from training import queries, queries_pages, services_lessons
from training.access import open_lesson, open_own_batch
from training.forms_people import AttendanceForm, LessonForm


@requires(Permission.TRAINING_EDIT)
def lesson_new(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Lay a lesson into the timetable; whatever is in the way is told with the nearest free times."""
    batch = open_own_batch(request.user, batch_id)
    rooms = queries_pages.rooms_of(batch.facility)
    form = LessonForm(offers.entered(request), rooms=rooms, zone=batch.facility.zone)
    context: dict[str, Any] = {"form": form, "batch": batch, "rooms": rooms}
    if offers.is_sent(request) and form.is_valid():
        try:
            services_lessons.lay_lesson(batch=batch, by=request.user, **form.facts)
        except BookingRefused as refusal:
            context["refusal"] = refusal
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The lesson stands in the timetable."))
            return redirect("training:batch", batch_id)
    return render(request, "training/lesson_new.html", context, status=offers.status_of(form, context))


@requires(Permission.ATTENDANCE_MARK, Permission.ATTENDANCE_MARK_OWN)
def lesson(request: SignedInRequest, lesson_id: int) -> HttpResponse:
    """The attendance sheet of a lesson."""
    found = open_lesson(request.user, lesson_id)
    expected, marked = queries.expected_at(found), queries.marks_of(found)
    form = AttendanceForm(request.POST or None, expected=expected, marked=marked)
    if form.is_valid():
        try:
            services_lessons.mark_lesson(
                lesson=found,
                marks=services_lessons.marks_from(form.sheet),
                by=request.user,
                seen=request.POST.get("seen") or None,
                correction=form.why_corrected,
            )
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("Attendance is stored."))
            return redirect("training:batch", found.batch_id)
    context = {"form": form, "lesson": found, "batch": found.batch, "marked": marked}
    return render(request, "training/lesson.html", context, status=422 if form.is_bound else 200)
