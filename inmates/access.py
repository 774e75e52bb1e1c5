"""Turn a user and an id into a record, or 404."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from inmates.models import (
    Absence,
    AccessGrant,
    Block,
    Cell,
    CellPlace,
    Consent,
    ImportRow,
    Inmate,
    LooseEnd,
    Photo,
    RegisterImport,
    Transfer,
)
from inmates.queries_holding import held_rows
from inmates.queries_photo import photo_of
from rutan.accounts.models import User
from rutan.accounts.scope import current, here
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal
from rutan.core import clock
from rutan.files.models import StoredFile

Row = TypeVar("Row", bound=Model)


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


def open_block(block_id: int) -> Block:
    """Return a block of the facility that is worked for, while it is in use.

    :raises Http404: when it is another facility's, closed or not there.
    """
    return _of_the_house(Block.objects.at(here()).in_use(), "inmates.block", block_id)


def open_cell(cell_id: int) -> Cell:
    """Return a cell of the facility that is worked for, while it is in use.

    :raises Http404: when it is another facility's, closed or not there.
    """
    return _of_the_house(Cell.objects.at(here()).in_use().select_related("block"), "inmates.cell", cell_id)


def open_place(user: User, place_id: int) -> CellPlace:
    """Return a place of a person the user may reach today.

    :raises Http404: when out of reach, undone or not there.
    """
    reached = CellPlace.objects.at(here()).filter(inmate__in=Inmate.objects.visible_to(user))
    rows = reached.select_related("inmate", "facility", "cell")
    return _of_the_house(rows, "inmates.cellplace", place_id)


def open_absence(user: User, absence_id: int) -> Absence:
    """Return an absence of a person the user may reach today.

    :raises Http404: when out of reach, withdrawn or not there.
    """
    reached = Absence.objects.at(here()).filter(inmate__in=Inmate.objects.visible_to(user))
    return _of_the_house(reached.select_related("inmate"), "inmates.absence", absence_id)


def _of_the_house(rows: QuerySet[Row], subject_type: str, pk: int) -> Row:
    found = rows.filter(pk=pk).first()
    if found is None:
        _refuse(subject_type, pk)
    assert found is not None
    return found


def open_row(register_import: RegisterImport, row_id: int) -> ImportRow:
    """Return a held row of a register file.

    :raises Http404: when it is another file's, does not wait for anybody, or is not there.
    """
    rows = held_rows(register_import).select_related("decided_by")
    found = rows.filter(pk=row_id).first()
    if found is None:
        _refuse("inmates.importrow", row_id)
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
