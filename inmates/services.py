"""Writing the register."""

from datetime import date
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inmates import queries, queries_holding, queries_mapping, wording
from inmates.domain.judging import Judgement
from inmates.enums import ImportState
from inmates.models import RegisterImport
from inmates.refusals import ImportRefused
from inmates.register_file import columns_of_file
from inmates.services_storing import Tell, keep_rows, quietly, store_register
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core.request_keys import earlier
from rutan.jobs.models import Job
from rutan.jobs.services import request_job

# What may be put right by saying which column is which.
NAMEABLE = frozenset({UnreadableReason.NO_HEADER, UnreadableReason.MISSING_COLUMNS})
FEWEST_COLUMNS = 3


@transaction.atomic
def import_register(*, content: bytes, facility: Facility, on: date, by: User | None) -> Judgement:
    """Judge a register file on a day and store its good rows; rows with errors are left out.

    Nobody can be asked here, so a row that would make somebody another person on its face is left out as well
    (:func:`inmates.domain.holding.by_itself`); its outcome is the contract's all the same.

    :raises RegisterFileUnreadable: when it is no register file; nothing is stored then.
    """
    meanings = queries_mapping.meanings_at(facility)
    return store_register(content=content, facility=facility, on=on, by=by, meanings=meanings).judgement


@transaction.atomic
def hand_in_register(
    *, content: bytes, file_name: str, judged_on: date, facility: Facility, by: User, request_key: UUID
) -> RegisterImport:
    """Keep a file that was handed in and ask for its preview; the same ``request_key`` again answers with the first.

    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"facility": facility, "digest": sha256(content).hexdigest(), "judged_on": judged_on}
    if done := earlier(RegisterImport.objects, request_key, **deed):
        return done
    handed_in = RegisterImport(**deed, file_name=file_name[:200], content=content)
    handed_in.uploaded_by, handed_in.request_key = by, request_key
    handed_in.save()
    handed_in.job = _ask("inmates.judge_register", handed_in, by)
    handed_in.save(update_fields=["job"])
    record(action="inmates.register.handed_in", subject=handed_in, by=by, digest=handed_in.digest)
    return handed_in


@transaction.atomic
def judge_handed_in(register_import: RegisterImport, tell: Tell = quietly) -> RegisterImport:
    """Store the preview of a file: what importing each row would do.

    A file whose columns cannot be told waits for somebody to name them; one that cannot be read is marked so, in words.
    """
    if register_import.state != ImportState.UPLOADED:
        return register_import
    content, facility = bytes(register_import.content), register_import.facility
    register_import.mapping = queries_mapping.mapping_at(facility)
    meanings = queries_mapping.meanings_of(register_import)
    tell(1, 5, _("Reading and judging the rows"))
    try:
        judgement = queries.judge_register(
            content, facility=facility, on=register_import.judged_on, meanings=meanings
        )
        if not judgement.rows:
            raise RegisterFileUnreadable(UnreadableReason.NO_ROWS)
    except RegisterFileUnreadable as refusal:
        named = refusal.reason in NAMEABLE and len(columns_of_file(content, meanings)) >= FEWEST_COLUMNS
        register_import.state = ImportState.UNMAPPED if named else ImportState.UNREADABLE
        register_import.problem = wording.unreadable(refusal)[:300]
    else:
        tell(3, 5, _("Writing the preview"))
        keep_rows(register_import, judgement)
        register_import.state = ImportState.JUDGED
    register_import.save(update_fields=["state", "problem", "totals", "mapping"])
    return register_import


@transaction.atomic
def confirm_register(*, register_import: RegisterImport, by: User) -> RegisterImport:
    """Ask for the good rows of a previewed file to be stored; a second confirmation changes nothing.

    :raises ImportRefused: when the file has no preview, or was discarded.
    """
    locked = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if locked.state in (ImportState.APPLYING, ImportState.APPLIED):
        return locked
    if locked.state != ImportState.JUDGED:
        raise ImportRefused(_("This file has no preview, so it cannot be stored."))
    locked.state, locked.applied_by = ImportState.APPLYING, by
    locked.job = _ask("inmates.apply_register", locked, by)
    locked.save(update_fields=["state", "applied_by", "job"])
    return locked


@transaction.atomic
def discard_register(*, register_import: RegisterImport, by: User) -> None:
    """Put a previewed file aside without storing anything of it.

    :raises ImportRefused: when it is being stored or was.
    """
    locked = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if locked.state in (ImportState.APPLYING, ImportState.APPLIED):
        raise ImportRefused(_("This file is stored already."))
    locked.state = ImportState.DISCARDED
    locked.save(update_fields=["state"])
    record(action="inmates.register.discarded", subject=locked, by=by)


@transaction.atomic
def apply_register(register_import: RegisterImport, tell: Tell = quietly) -> RegisterImport:
    """Store the good rows, judged anew under the facility's lock: what changed since the preview counts as it is now.

    A held row is stored as somebody has decided, or not at all.
    """
    if register_import.state == ImportState.APPLIED:
        return register_import
    tell(1, 5, _("Storing the rows"))
    stored = store_register(
        content=bytes(register_import.content),
        facility=register_import.facility,
        on=register_import.judged_on,
        by=register_import.applied_by,
        meanings=queries_mapping.meanings_of(register_import),
        decided=queries_holding.decisions_of(register_import),
    )
    tell(3, 5, _("Writing down what became of each row"))
    keep_rows(register_import, stored.judgement, stored)
    register_import.state, register_import.applied_at = ImportState.APPLIED, timezone.now()
    register_import.save(update_fields=["state", "applied_at", "totals"])
    return register_import


def _ask(kind: str, register_import: RegisterImport, by: User) -> Job:
    key = uuid5(register_import.request_key, kind)
    arguments = {"register_import_id": register_import.pk}
    return request_job(
        kind=kind, arguments=arguments, by=by, facility=register_import.facility, request_key=key
    )


__all__ = [
    "ImportRefused",
    "apply_register",
    "confirm_register",
    "discard_register",
    "hand_in_register",
    "import_register",
    "judge_handed_in",
]
