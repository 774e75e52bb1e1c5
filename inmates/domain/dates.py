"""Days as offices write them.

Read are: ISO (with a time of day, which is dropped); day first with ``/``, ``-``, ``.`` or blanks; Indonesian
month names and their usual abbreviations (English ones too: spreadsheets set to English write them); date
cells of spreadsheets; and serial day numbers, which is what a date cell becomes when its format is lost.

A two-digit year takes the century that

* for a **birth date** gives an age of 12 to 100 on the day of judging (contracts.md);
* for **admission and expiry** lies nearest to the day of judging: from 49 years before to 50 years after. So
  "27" read in 2026 is 2027, and an admission in it is found to lie in the future instead of vanishing in
  1927.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from inmates.domain.cells import CellValue

YOUNGEST = 12
OLDEST = 100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb febr pebr",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags agst agust aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME_OF_DAY = re.compile(
    r"(?:\s+|(?<=\d)T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|WIB|WITA|WIT|[AP]M)?$", re.I | re.A
)
_WEEKDAY = re.compile(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s+", re.I)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})", re.A)
_YEAR_FIRST_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.A)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})", re.A)
_MONTH_NAMED = re.compile(r"(\d{1,2})[-/.\s]*([a-z]+)[-/.,\s]*(\d{4}|\d{2})", re.I | re.A)
_SERIAL = re.compile(r"\d{5}(?:[.,]0+)?", re.A)
# Serial day numbers count from here. Below the first lie ages and years typed into a date column (1970 is no
# day of 1905), above the last nothing an office plans.
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(9_000, 100_000)  # 21 August 1924 to 13 October 2173


class _Written(NamedTuple):
    """Day, month and year as they stand, the year perhaps of two digits."""

    year: str
    month: int
    day: int


def age_on(day: date, *, born_on: date) -> int:
    """Return completed years of age; negative for somebody not yet born."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def read_birth_date(value: CellValue, *, on: date) -> date | None:
    """Return the birth date the cell holds, judged on the day ``on``, or ``None`` if it holds no real day.

    A two-digit year for which neither century gives an age of 12 to 100 takes the latest one that is not in
    the future, so that the age can be reported as implausible.
    """
    found = _read(value)
    if not isinstance(found, _Written):
        return found
    days = sorted(_in_centuries(found, on=on), reverse=True)
    plausible = [day for day in days if YOUNGEST <= age_on(on, born_on=day) <= OLDEST]
    past = [day for day in days if day <= on]
    return next(iter(plausible + past + days), None)


def read_date(value: CellValue, *, on: date) -> date | None:
    """Return the day of admission or expiry the cell holds, judged on the day ``on``, or ``None``."""
    found = _read(value)
    if not isinstance(found, _Written):
        return found
    return next((day for day in _in_centuries(found, on=on) if -50 < day.year - on.year <= 50), None)


def is_date(value: CellValue) -> bool:
    """Say whether the cell holds a day, whatever the century."""
    return _read(value) is not None


def _in_centuries(written: _Written, *, on: date) -> Iterator[date]:
    """Yield the real days of the last, this and the next century that a two-digit year may mean."""
    this = on.year - on.year % 100
    for century in (this - 100, this, this + 100):
        if day := _real(century + int(written.year), written.month, written.day):
            yield day


def _read(value: CellValue) -> date | _Written | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value)
    return _read_text(value) if isinstance(value, str) else None


def _read_text(value: str) -> date | _Written | None:
    written = _parts(value)
    if written is None:
        bare = value.strip()
        return _from_serial(float(bare.replace(",", "."))) if _SERIAL.fullmatch(bare) else None
    if len(written.year) == 2:
        return written
    return _real(int(written.year), written.month, written.day)


def _parts(value: str) -> _Written | None:
    bare = _WEEKDAY.sub("", _TIME_OF_DAY.sub("", value.strip()))
    if found := _YEAR_FIRST.fullmatch(bare) or _YEAR_FIRST_BARE.fullmatch(bare):
        return _Written(found[1], int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(bare):
        return _Written(found[3], int(found[2]), int(found[1]))
    if (found := _MONTH_NAMED.fullmatch(bare)) and (month := _MONTHS.get(found[2].casefold())):
        return _Written(found[3], month, int(found[1]))
    return None


def _from_serial(number: float) -> date | None:
    # The part after the point is the time of day. Infinity and "not a number" are in no range either.
    if not _SERIALS.start <= number < _SERIALS.stop:
        return None
    return _SERIAL_ORIGIN + timedelta(days=int(number))


def _real(year: int, month: int, day: int) -> date | None:
    # Years before 1000 are slips of the hand ("0190"), not dates.
    if year < 1000:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
