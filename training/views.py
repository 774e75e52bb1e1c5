"""Courses and batches."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission, Role
from rutan.accounts.queries import people_in_role
from rutan.accounts.scope import current
from rutan.core.errors import Refused
from training import queries_pages, services
from training.access import open_batch, open_course, open_own_batch, teaches
from training.forms import BatchForm, CourseForm, ReasonForm

READERS = (Permission.TRAINING_VIEW, Permission.TRAINING_EDIT_OWN)


@requires(*READERS, Permission.COURSE_EDIT)
def batches(request: SignedInRequest) -> HttpResponse:
    """Batches with their places; who only keeps the courses is led to them."""
    if not current().may(*READERS):
        return redirect("training:courses")
    ended = request.GET.get("ended") == "1"
    rows = queries_pages.batches_of(request.user, current().facility, ended=ended)
    return render(request, "training/batches.html", {"rows": rows, "ended": ended, "shows_open": not ended})


@requires(Permission.TRAINING_EDIT)
def batch_new(request: SignedInRequest) -> HttpResponse:
    """Open a batch."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    instructors = people_in_role(Role.INSTRUCTOR, facility=facility, on=timezone.localdate())
    form = BatchForm(request.POST or None, instructors=instructors)
    if form.is_valid():
        try:
            batch = services.open_batch(facility=facility, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("training:batch", batch.pk)
    context = {"form": form, "instructors": instructors}
    return render(request, "training/batch_new.html", context, status=422 if form.is_bound else 200)


@requires(*READERS)
def batch(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """One batch: its people, its waiting list, its lessons."""
    found = open_batch(request.user, batch_id)
    context: dict[str, Any] = {
        "batch": found,
        "page": queries_pages.batch_page(request.user, found, now=timezone.now()),
        "may_teach": teaches(request.user, found, Permission.TRAINING_EDIT),
        "may_mark": teaches(request.user, found, Permission.ATTENDANCE_MARK),
    }
    return render(request, "training/batch.html", context)


@requires(Permission.TRAINING_EDIT)
@require_POST
def batch_start(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Let a planned batch begin."""
    try:
        services.start_batch(batch=open_own_batch(request.user, batch_id), by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("training:batch", batch_id)


@requires(Permission.TRAINING_EDIT)
@require_POST
def batch_close(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """End a batch in which everybody has a result."""
    try:
        services.close_batch(batch=open_own_batch(request.user, batch_id), by=request.user)
        messages.success(request, _("The batch is finished."))
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("training:batch", batch_id)


@requires(Permission.TRAINING_EDIT)
def batch_cancel(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Call a batch off, with a reason."""
    found = open_own_batch(request.user, batch_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.cancel_batch(batch=found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("training:batch", batch_id)
    context = {
        "form": form,
        "batch": found,
        "submit": _("Call off"),
        "cancel_url": reverse("training:batch", args=[batch_id]),
    }
    return render(request, "training/batch_cancel.html", context)


@requires(*READERS, Permission.COURSE_EDIT)
def courses(request: SignedInRequest) -> HttpResponse:
    """All courses."""
    return render(request, "training/courses.html", {"courses": queries_pages.courses()})


@requires(Permission.COURSE_EDIT)
def course_new(request: SignedInRequest) -> HttpResponse:
    """Add a course."""
    form = CourseForm(request.POST or None)
    if form.is_valid():
        key = form.cleaned_data["request_key"]
        try:
            services.add_course(facts=form.facts, by=request.user, request_key=key)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("training:courses")
    return render(request, "training/course.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(Permission.COURSE_EDIT)
def course_edit(request: SignedInRequest, course_id: int) -> HttpResponse:
    """Change a course."""
    course = open_course(course_id)
    form = CourseForm(request.POST or None, instance=course)
    if form.is_valid():
        services.change_course(course=course, facts=form.facts, by=request.user)
        messages.success(request, _("The course is stored."))
        return redirect("training:courses")
    context = {"form": form, "course": course}
    return render(request, "training/course.html", context, status=422 if form.is_bound else 200)
