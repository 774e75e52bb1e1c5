"""One cleaned row of a register file."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import MappingProxyType

from inmates.domain.register_codes import RegisterCode
from inmates.domain.sex import Sex

# What a field of a person may hold here; codes and sexes are strings (StrEnum).
FieldValue = str | date | None


def plain(value: FieldValue) -> str | None:
    """Return the value as it is kept in JSON: days in ISO form."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """What a row says about a person, in the types and under the names in which it is stored.

    Empty text or ``None`` means that the row says nothing about the field, or nothing that can be believed:
    an invalid NIK, a date that does not exist and a cell the facility does not have are left out. ``cell`` is
    the name of the cell as the facility has it (``A1``).
    """

    register_number: str
    register_code: RegisterCode | None
    full_name: str
    alias: str
    nik: str
    birth_place: str
    born_on: date | None
    sex: Sex | None
    religion: str
    education: str
    occupation: str
    address: str
    offence: str
    admitted_on: date | None
    expires_on: date | None
    cell: str
    remark: str

    def values(self) -> Mapping[str, FieldValue]:
        """Return what the row does say, by field; silent fields are absent."""
        every = ((field.name, getattr(self, field.name)) for field in fields(self))
        return MappingProxyType({name: value for name, value in every if value})

    def as_json(self) -> dict[str, str | None]:
        """Return what the row does say, for keeping."""
        return {name: plain(value) for name, value in self.values().items()}
