"""Deciding about a row of a register file that would make somebody another person."""

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.domain.holding import Verdict, lacks_a_reason
from inmates.enums import ImportState
from inmates.models import ImportRow, RegisterImport
from inmates.refusals import ImportRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock


@transaction.atomic
def decide_row(*, row: ImportRow, verdict: Verdict, reason: str, by: User) -> ImportRow:
    """Say whether a held row is about the same person; until the file is stored it may be said anew.

    :raises ImportRefused: when the row waits for nobody, or a changed name or NIK has no reason.
    """
    file = (
        RegisterImport.objects.select_for_update(of=("self",)).defer("content").get(pk=row.register_import_id)
    )
    row = ImportRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if file.state != ImportState.JUDGED:
        raise ImportRefused(
            _("This file is no longer being looked at, so nothing can be decided about its rows.")
        )
    if not row.doubts:
        raise ImportRefused(_("This row does not wait for a decision."))
    if lacks_a_reason(row.doubts, verdict, reason):
        raise ImportRefused(_("Say why the name or the NIK changes, such as the court's document."))
    row.verdict, row.verdict_reason = verdict.value, reason.strip()
    row.decided_by, row.decided_at = by, clock.now()
    row.save(update_fields=["verdict", "verdict_reason", "decided_by", "decided_at"])
    record(
        action="inmates.register.row_decided",
        subject=file,
        by=by,
        number=str(row.line),
        decided=verdict.value,
        fields=row.doubts,
        reason=row.verdict_reason,
    )
    return row


__all__ = ["decide_row"]
