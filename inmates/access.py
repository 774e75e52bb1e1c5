"""Turn a user and an id into a record, or 404."""

from django.http import Http404

from inmates.models import ImportRow, Inmate, RegisterImport
from inmates.queries_holding import held_rows
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


def _refuse(subject_type: str, subject_id: int) -> None:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
