"""What the columns of a register file are called."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from inmates.domain.columns import Column

COLUMNS: dict[Column, str | Promise] = {
    Column.RUNNING_NUMBER: gettext_lazy("running number"),
    Column.REGISTER_CODE: gettext_lazy("register"),
    Column.REGISTER_NUMBER: gettext_lazy("register number"),
    Column.FULL_NAME: gettext_lazy("name"),
    Column.ALIAS: gettext_lazy("alias"),
    Column.NIK: gettext_lazy("NIK"),
    Column.BIRTH_PLACE: gettext_lazy("birth place"),
    Column.BORN_ON: gettext_lazy("birth date"),
    Column.BIRTH_PLACE_AND_DATE: gettext_lazy("birth place and date"),
    Column.SEX: gettext_lazy("sex"),
    Column.RELIGION: gettext_lazy("religion"),
    Column.EDUCATION: gettext_lazy("education"),
    Column.OCCUPATION: gettext_lazy("occupation"),
    Column.ADDRESS: gettext_lazy("address"),
    Column.OFFENCE: gettext_lazy("offence"),
    Column.ADMITTED_ON: gettext_lazy("admitted on"),
    Column.EXPIRES_ON: gettext_lazy("expires on"),
    Column.PLACE: gettext_lazy("block and cell"),
    Column.BLOCK: gettext_lazy("block"),
    Column.CELL_IN_BLOCK: gettext_lazy("cell in the block"),
    Column.REMARK: gettext_lazy("remark"),
}


def columns(found: Iterable[Column]) -> str:
    """Name columns in a sentence."""
    return ", ".join(str(COLUMNS[column]) for column in found)
