"""Naming the columns of a register file, for this file and for those to come."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from inmates.domain.columns import Column
from inmates.models import ColumnMapping, RegisterImport
from inmates.services import discard_register, hand_in_register
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@transaction.atomic
def name_columns(
    *, register_import: RegisterImport, columns: Mapping[str, Column | None], by: User, request_key: UUID
) -> RegisterImport:
    """Remember what headings mean at the facility, and hand the file in anew, so that it is read by them.

    The file that was read otherwise is put aside. The same ``request_key`` again answers with the first.

    :param columns: by :func:`inmates.domain.columns.heading_keys`; ``None`` for a column that is not read.
    :raises ImportRefused: when the file is stored already.
    :raises KeyUsed: when the key was used for something else.
    """
    deed = {
        "facility": register_import.facility,
        "digest": register_import.digest,
        "judged_on": register_import.judged_on,
    }
    if done := earlier(RegisterImport.objects, request_key, **deed):
        return done
    discard_register(register_import=register_import, by=by)
    _remember(register_import.facility, columns, by)
    record(action="inmates.register.columns_named", subject=register_import, by=by, fields=sorted(columns))
    return hand_in_register(
        content=bytes(register_import.content),
        file_name=register_import.file_name,
        judged_on=register_import.judged_on,
        facility=register_import.facility,
        by=by,
        request_key=request_key,
    )


def _remember(facility: Facility, columns: Mapping[str, Column | None], by: User) -> None:
    """Keep what was said; a heading that means what it meant keeps its origin."""
    known = {
        each.heading: each for each in ColumnMapping.objects.at(facility).select_for_update(of=("self",))
    }
    for heading, column in columns.items():
        said = column.value if column else ""
        named = known.get(heading) or ColumnMapping(facility=facility, heading=heading)
        if named.pk and named.column == said:
            continue
        named.column, named.recorded_by, named.recorded_at = said, by, clock.now()
        named.save()


__all__ = ["name_columns"]
