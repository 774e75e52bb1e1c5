"""Turn a user and an id into a record, or 404."""

from django.http import Http404

from inmates.models import AccessGrant, Inmate, LooseEnd, RegisterImport, Transfer
from rutan.accounts.models import User
from rutan.accounts.scope import current, here
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal


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


def open_transfer(facility: Facility, transfer_id: int) -> Transfer:
    """Return somebody another facility has sent here, whether the arrival is confirmed or not.

    :raises Http404: when it leads elsewhere, was taken back or is not there.
    """
    sent = Transfer.objects.to(facility).standing().select_related("inmate", "facility", "receiver", "stay")
    found = sent.filter(pk=transfer_id).first()
    if found is None:
        _refuse("inmates.transfer", transfer_id)
    assert found is not None
    return found


def open_grant(user: User, grant_id: int) -> AccessGrant:
    """Return what opened the record of a person the user may reach.

    :raises Http404: when it is about somebody out of reach or not there.
    """
    grants = AccessGrant.objects.select_related("inmate", "agency", "user")
    people = Inmate.objects.visible_to(user).at(here())
    found = grants.filter(pk=grant_id, inmate__in=people).first()
    if found is None:
        _refuse("inmates.accessgrant", grant_id)
    assert found is not None
    return found


def open_loose_end(user: User, end_id: int) -> LooseEnd:
    """Return something that was open when a person left whom the user may reach.

    :raises Http404: when it is about somebody out of reach, was taken back or is not there.
    """
    ends = LooseEnd.objects.select_related("inmate")
    people = Inmate.objects.visible_to(user).at(here())
    found = ends.filter(pk=end_id, inmate__in=people).first()
    if found is None:
        _refuse("inmates.looseend", end_id)
    assert found is not None
    return found


def _refuse(subject_type: str, subject_id: int) -> None:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
