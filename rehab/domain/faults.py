"""What is wrong with rules or templates given as data: all of it at once, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class FaultCode(StrEnum):
    """Kinds of faults."""

    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    EMPTY = "empty"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    NOT_A_TEXT = "not_a_text"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_CHOICE = "not_a_choice"
    TOO_DEEP = "too_deep"
    REPEATED = "repeated"
    DAYS_DISAGREE = "days_disagree"


@dataclass(frozen=True)
class Fault:
    """One fault: ``where`` reads like ``rules[0].when.any[1].value``, ``given`` is what stands there."""

    where: str
    code: FaultCode
    given: object = None

    def __str__(self) -> str:
        return f"{self.where}: {self.code} ({self.given!r})"


class InvalidDataError(ValueError):
    """Data that is not a valid edition; ``faults`` holds everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


class Reader:
    """Reads values out of data and remembers every fault instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, where: str, code: FaultCode, given: object = None) -> None:
        """Remember a fault."""
        self.faults.append(Fault(where, code, given))

    def finish(self) -> None:
        """Raise InvalidDataError when a fault was found."""
        if self.faults:
            raise InvalidDataError(tuple(self.faults))

    def record(
        self, data: object, where: str, *, needed: tuple[str, ...], may: tuple[str, ...] = ()
    ) -> Mapping[str, object]:
        """Return an object with the keys it must and may have; an empty one when it is none."""
        if not isinstance(data, Mapping):
            self.fault(where, FaultCode.NOT_AN_OBJECT, data)
            return {}
        for key in needed:
            if key not in data:
                self.fault(f"{where}.{key}", FaultCode.MISSING_KEY)
        for key in data:
            if key not in (*needed, *may):
                self.fault(f"{where}.{key}", FaultCode.UNKNOWN_KEY)
        return data

    def entries(
        self, data: Mapping[str, object], key: str, where: str, *, least: int = 1
    ) -> list[tuple[str, object]]:
        """Return the entries of a list, each with the place where it stands."""
        if key not in data:
            return []
        found, place = data[key], f"{where}.{key}"
        if not isinstance(found, list | tuple):
            self.fault(place, FaultCode.NOT_A_LIST, found)
            return []
        if len(found) < least:
            self.fault(place, FaultCode.EMPTY)
        return [(f"{place}[{index}]", entry) for index, entry in enumerate(found)]

    def text(self, data: Mapping[str, object], key: str, where: str) -> str:
        """Return a text that is not blank."""
        found = data.get(key)
        if isinstance(found, str) and found.strip():
            return found
        if key in data:
            self.fault(f"{where}.{key}", FaultCode.NOT_A_TEXT, found)
        return ""

    def whole(self, data: Mapping[str, object], key: str, where: str, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        found = data.get(key)
        if type(found) is int and least <= found <= most:
            return found
        if key in data:
            code = FaultCode.OUT_OF_RANGE if type(found) is int else FaultCode.NOT_A_NUMBER
            self.fault(f"{where}.{key}", code, found)
        return least

    def choice(self, data: Mapping[str, object], key: str, where: str, choices: type[Choice]) -> Choice:
        """Return a member of an enum; the first one stands in for what is none."""
        found = data.get(key)
        for member in choices:
            if found == member.value:
                return member
        if key in data:
            self.fault(f"{where}.{key}", FaultCode.NOT_A_CHOICE, found)
        return next(iter(choices))
