"""Somebody's photo: shown in pages of ours, put up, replaced and removed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from inmates.access import open_photo, open_record
from inmates.forms_photo import PhotoForm, RemovePhotoForm
from inmates.queries_photo import photo_shown
from inmates.services_photo import put_photo, remove_photo
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.files.downloads import file_response


@requires(Permission.DATES_VIEW)
@require_GET
def photo(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """The picture itself; that it was opened is written down."""
    inmate = open_record(request.user, inmate_id, merged_too=True)
    found = open_photo(inmate)
    record(action="inmates.photo.opened", subject=inmate, by=request.user)
    return file_response(found.file, inline=True)


@requires(Permission.INMATE_EDIT)
def photo_new(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Put up a photo, in place of the one there is."""
    inmate = open_record(request.user, inmate_id)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            put_photo(inmate=inmate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The photo is kept."))
            return redirect("inmates:photo_new", inmate.pk)
    context = {"inmate": inmate, "form": form, "photo": photo_shown(inmate, current(), on=clock.today())}
    return render(request, "inmates/photo_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.INMATE_EDIT)
def photo_remove(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Take a photo down, with a reason."""
    inmate = open_record(request.user, inmate_id)
    form = RemovePhotoForm(request.POST or None)
    if form.is_valid():
        remove_photo(inmate=inmate, by=request.user, **form.cleaned_data)
        messages.success(request, _("The photo is removed."))
        return redirect("inmates:show", inmate.pk)
    context = {
        "form": form,
        "title": _("Remove the photo?"),
        "submit": _("Remove the photo"),
        "cancel_url": reverse("inmates:photo_new", args=[inmate.pk]),
        "loses": [_("Nobody is shown it any more; that it was there stays written down.")],
    }
    return render(request, "confirm.html", context, status=422 if form.is_bound else 200)
