"""Reads about photos."""

from datetime import date

from inmates.enums import ConsentSubject
from inmates.models import Inmate, Photo
from inmates.queries_consent import shared_of
from rutan.accounts.permissions import AGENCY_ROLES
from rutan.accounts.scope import Scope


def photo_of(inmate: Inmate, scope: Scope, *, on: date) -> Photo | None:
    """Return a person's photo with its file, if the scope's user may know what they look like."""
    return Photo.objects.of(inmate).select_related("file").first() if _told(inmate, scope, on=on) else None


def photo_shown(inmate: Inmate, scope: Scope, *, on: date) -> Photo | None:
    """The same without the bytes, for a page that shows it."""
    return Photo.objects.of(inmate).first() if _told(inmate, scope, on=on) else None


def _told(inmate: Inmate, scope: Scope, *, on: date) -> bool:
    """An agency knows it only while the person shares their identity with it."""
    if not scope.roles <= AGENCY_ROLES:
        return True
    return ConsentSubject.IDENTITY in shared_of(inmate, scope.agency_ids, on=on)
