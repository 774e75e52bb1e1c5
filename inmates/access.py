"""Turn a user and an id into a record, or 404."""

from django.http import Http404

from inmates.models import Consent, Inmate, Photo, RegisterImport
from inmates.queries_photo import photo_of
from rutan.accounts.models import User
from rutan.accounts.scope import current, here
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal
from rutan.core import clock
from rutan.files.models import StoredFile


def open_record(user: User, inmate_id: int) -> Inmate:
    """Return a person the user may reach today, at the facility that is worked for.

    Permissions are those of that facility: a record of another one would be read with rights that are not held there.

    :raises Http404: when out of reach or not there; both look alike, and the try is written down.
    """
    people = Inmate.objects.visible_to(user).at(here()).select_related("facility", "cell")
    inmate = people.filter(pk=inmate_id).first()
    if inmate is None:
        _refuse("inmates.inmate", inmate_id)
    assert inmate is not None
    return inmate


def open_import(facility: Facility | None, import_id: int) -> RegisterImport:
    """Return a register file of the facility that is worked for.

    :raises Http404: when it is another facility's or not there.
    """
    found = RegisterImport.objects.filter(pk=import_id, facility=facility).select_related("job").first()
    if found is None:
        _refuse("inmates.registerimport", import_id)
    assert found is not None
    return found


def open_scan(inmate: Inmate, consent_id: int) -> StoredFile:
    """Return the signed paper of a decision of a person whose record was opened, also of one that no longer stands.

    :raises Http404: when it is somebody else's, has no paper or is not there.
    """
    found = Consent.all_objects.of(inmate).filter(pk=consent_id).select_related("scan").first()
    if found is None or found.scan is None:
        _refuse("inmates.consent", consent_id)
    assert found is not None
    assert found.scan is not None
    return found.scan


def open_photo(inmate: Inmate) -> Photo:
    """Return the photo of a person whose record was opened.

    :raises Http404: when there is none, or an agency was not told what they look like.
    """
    photo = photo_of(inmate, current(), on=clock.today())
    if photo is None:
        _refuse("inmates.photo", inmate.pk)
    assert photo is not None
    return photo


def _refuse(subject_type: str, subject_id: int) -> None:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
