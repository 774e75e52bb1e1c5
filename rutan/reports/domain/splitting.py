"""Splitting what was counted: the parts come from the very rows of the whole, so that they cannot disagree with it."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import TypeVar

from inmates.domain.dates import age_on

Key = TypeVar("Key", bound=Hashable)
NARCOTICS_LAW = "35/2009"
# The upper bounds of the age groups; above the last one everybody belongs together.
AGE_BOUNDS = (17, 25, 35, 45, 55)


def split(rows: Iterable[tuple[int, Key]], keys: Iterable[Key] = ()) -> dict[Key, tuple[int, ...]]:
    """Return the rows of each key in order; ``keys`` come first and are there even without a row."""
    found: dict[Key, list[int]] = {key: [] for key in keys}
    for row, key in rows:
        found.setdefault(key, []).append(row)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}


def age_group(born_on: date, on: date) -> str:
    """Return the age group of a person on a day: ``0-17``, ``18-25`` … ``56+``."""
    age = age_on(on, born_on=born_on)
    low = 0
    for high in AGE_BOUNDS:
        if age <= high:
            return f"{low}-{high}"
        low = high + 1
    return f"{low}+"


def age_groups() -> tuple[str, ...]:
    """Return all age groups, youngest first."""
    lows = (0, *(bound + 1 for bound in AGE_BOUNDS))
    closed = tuple(f"{low}-{high}" for low, high in zip(lows, AGE_BOUNDS, strict=False))
    return (*closed, f"{lows[-1]}+")


def case_kind(offence: str) -> str:
    """Return ``narcotics`` for a case under the narcotics law, ``unknown`` where nothing is written, else ``other``."""
    if not offence.strip():
        return "unknown"
    lowered = offence.lower()
    return "narcotics" if NARCOTICS_LAW in lowered or "narkotika" in lowered else "other"


def register_status(register_code: str) -> str:
    """Return ``detainee`` for the registers A, ``prisoner`` for the registers B."""
    return "detainee" if register_code.startswith("A") else "prisoner"


def percent(part: int, whole: int) -> int | None:
    """Return a share in whole percent, a half rounded up; of nothing there is no share."""
    return (200 * part + whole) // (2 * whole) if whole else None
