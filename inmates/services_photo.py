"""Putting up, replacing and removing somebody's photo."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.models import Inmate, Photo
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier
from rutan.files.checking import CheckedFile
from rutan.files.enums import FileKind
from rutan.files.services import keep_file


class PhotoRefused(Refused):
    """A photo could not be put up or removed."""


@transaction.atomic
def put_photo(*, inmate: Inmate, file: CheckedFile, taken_on: date, by: User, request_key: UUID) -> Photo:
    """Put up somebody's photo; it takes the place of the one that stood, which is kept as void.

    :param request_key: the same again answers with the first.
    :raises PhotoRefused: when it was taken in the future.
    :raises KeyUsed: when the key was used for somebody else.
    """
    if done := earlier(Photo.all_objects, request_key, inmate=inmate):
        return done
    if taken_on > clock.today():
        raise PhotoRefused(_("The photo was taken in the future."))
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    if standing := Photo.objects.of(inmate).first():
        _void(standing, "", by)
    kept = keep_file(file=file, kind=FileKind.PHOTO, facility_id=inmate.facility_id, by_id=by.pk)
    photo = Photo(inmate=inmate, facility_id=inmate.facility_id, file=kept, taken_on=taken_on)
    photo.recorded_by, photo.recorded_at, photo.request_key = by, clock.now(), request_key
    photo.save(force_insert=True)
    record(action="inmates.photo.put", subject=inmate, by=by, digest=kept.digest)
    return photo


@transaction.atomic
def remove_photo(*, inmate: Inmate, reason: str, by: User) -> None:
    """Take down somebody's photo; where there is none, nothing is done.

    :raises PhotoRefused: without a reason.
    """
    if not reason.strip():
        raise PhotoRefused(_("Say why the photo is removed."))
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    standing = Photo.objects.of(inmate).first()
    if standing:
        _void(standing, reason.strip()[:300], by)
        record(action="inmates.photo.removed", subject=inmate, by=by, reason=standing.void_reason)


def _void(photo: Photo, reason: str, by: User) -> None:
    photo.voided_at, photo.voided_by, photo.void_reason = clock.now(), by, reason
    photo.save(update_fields=["voided_at", "voided_by", "void_reason"])
