"""Turn a user and an id into a record, or 404."""

from typing import NoReturn, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from inmates.models import (
    Absence,
    AccessGrant,
    Apart,
    Block,
    Cell,
    CellPlace,
    Consent,
    ImportRow,
    Inmate,
    KeepApart,
    LooseEnd,
    Merge,
    Photo,
    RegisterImport,
    Transfer,
)
from inmates.queries_apart_pages import reached_by
from inmates.queries_holding import held_rows
from inmates.queries_photo import photo_of
from rutan.accounts.models import User
from rutan.accounts.scope import current, here
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal
from rutan.core import clock
from rutan.files.models import StoredFile

Row = TypeVar("Row", bound=Model)


class RecordMerged(Exception):  # not an error: the row is read elsewhere
    """A row that was merged is asked for something only a row that goes on has."""

    def __init__(self, inmate_id: int) -> None:
        super().__init__(inmate_id)
        self.inmate_id = inmate_id


def open_record(user: User, inmate_id: int, *, merged_too: bool = False) -> Inmate:
    """Return a person the user may reach today, at the facility that is worked for.

    Permissions are those of that facility: a record of another one would be read with rights that are not held there.

    :param merged_too: whether the page is for rows that were merged as well.
    :raises Http404: when out of reach or not there; both look alike, and the try is written down.
    :raises RecordMerged: for a row that was merged; its own page is shown instead (``inmates.middleware``).
    """
    people = Inmate.objects.visible_to(user).at(here()).select_related("facility", "cell")
    found = _one_of(people, "inmates.inmate", inmate_id)
    if found.is_merged and not merged_too:
        raise RecordMerged(found.pk)
    return found


def open_merge(user: User, merge_id: int) -> Merge:
    """Return a merge of a person the user may reach today.

    :raises Http404: when it is about somebody out of reach or not there.
    """
    people = Inmate.objects.visible_to(user).at(here())
    merges = Merge.objects.filter(kept__in=people, merged__in=people).select_related(
        "kept", "merged__facility"
    )
    return _one_of(merges, "inmates.merge", merge_id)


def open_told_apart(user: User, apart_id: int) -> Apart:
    """Return a pair of people the user may reach that was told apart, whether it still stands or not.

    :raises Http404: when it is about somebody out of reach or not there.
    """
    people = Inmate.objects.visible_to(user).at(here())
    pairs = Apart.objects.filter(one__in=people, other__in=people)
    return _one_of(pairs, "inmates.apart", apart_id)


def open_import(facility: Facility | None, import_id: int) -> RegisterImport:
    """Return a register file of the facility that is worked for.

    :raises Http404: when it is another facility's or not there.
    """
    files = RegisterImport.objects.filter(facility=facility).select_related("job")
    return _one_of(files, "inmates.registerimport", import_id)


def open_block(block_id: int) -> Block:
    """Return a block of the facility that is worked for, while it is in use.

    :raises Http404: when it is another facility's, closed or not there.
    """
    return _one_of(Block.objects.at(here()).in_use(), "inmates.block", block_id)


def open_cell(cell_id: int) -> Cell:
    """Return a cell of the facility that is worked for, while it is in use.

    :raises Http404: when it is another facility's, closed or not there.
    """
    return _one_of(Cell.objects.at(here()).in_use().select_related("block"), "inmates.cell", cell_id)


def open_place(user: User, place_id: int) -> CellPlace:
    """Return a place of a person the user may reach today.

    :raises Http404: when out of reach, undone or not there.
    """
    reached = CellPlace.objects.at(here()).filter(inmate__in=Inmate.objects.visible_to(user))
    rows = reached.select_related("inmate", "facility", "cell")
    return _one_of(rows, "inmates.cellplace", place_id)


def open_apart(user: User, entry_id: int) -> KeepApart:
    """Return an entry about two people whom the user may both reach.

    :raises Http404: when one is out of reach, it was voided or is not there.
    """
    return _one_of(reached_by(user, here()).select_related("reopens"), "inmates.keepapart", entry_id)


def open_absence(user: User, absence_id: int) -> Absence:
    """Return an absence of a person the user may reach today.

    :raises Http404: when out of reach, withdrawn or not there.
    """
    reached = Absence.objects.at(here()).filter(inmate__in=Inmate.objects.visible_to(user))
    return _one_of(reached.select_related("inmate"), "inmates.absence", absence_id)


def open_row(register_import: RegisterImport, row_id: int) -> ImportRow:
    """Return a held row of a register file.

    :raises Http404: when it is another file's, does not wait for anybody, or is not there.
    """
    rows = held_rows(register_import).select_related("decided_by")
    return _one_of(rows, "inmates.importrow", row_id)


def open_transfer(facility: Facility, transfer_id: int) -> Transfer:
    """Return somebody another facility has sent here, whether the arrival is confirmed or not.

    :raises Http404: when it leads elsewhere, was taken back or is not there.
    """
    sent = Transfer.objects.to(facility).standing().select_related("inmate", "facility", "receiver", "stay")
    return _one_of(sent, "inmates.transfer", transfer_id)


def open_grant(user: User, grant_id: int) -> AccessGrant:
    """Return what opened the record of a person the user may reach.

    :raises Http404: when it is about somebody out of reach or not there.
    """
    grants = AccessGrant.objects.select_related("inmate", "agency", "user")
    people = Inmate.objects.visible_to(user).at(here())
    return _one_of(grants.filter(inmate__in=people), "inmates.accessgrant", grant_id)


def open_loose_end(user: User, end_id: int) -> LooseEnd:
    """Return something that was open when a person left whom the user may reach.

    :raises Http404: when it is about somebody out of reach, was taken back or is not there.
    """
    ends = LooseEnd.objects.select_related("inmate")
    people = Inmate.objects.visible_to(user).at(here())
    return _one_of(ends.filter(inmate__in=people), "inmates.looseend", end_id)


def open_scan(inmate: Inmate, consent_id: int) -> StoredFile:
    """Return the signed paper of a decision of a person whose record was opened, also of one that no longer stands.

    :raises Http404: when it is somebody else's, has no paper or is not there.
    """
    found = Consent.all_objects.of(inmate).filter(pk=consent_id).select_related("scan").first()
    if found is None or found.scan is None:
        _refuse("inmates.consent", consent_id)
    return found.scan


def open_photo(inmate: Inmate) -> Photo:
    """Return the photo of a person whose record was opened.

    :raises Http404: when there is none, or an agency was not told what they look like.
    """
    photo = photo_of(inmate, current(), on=clock.today())
    if photo is None:
        _refuse("inmates.photo", inmate.pk)
    return photo


def _one_of(rows: QuerySet[Row], subject_type: str, pk: int) -> Row:
    """The row of that key, if it is among those within reach."""
    found = rows.filter(pk=pk).first()
    if found is None:
        _refuse(subject_type, pk)
    return found


def _refuse(subject_type: str, subject_id: int) -> NoReturn:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
