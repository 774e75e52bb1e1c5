"""Whether an assessor may sign an instrument on a day, and if not, which certificate is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class Certificate:
    """An assessor's certificate; both days count as valid, no ``ends_on`` means without an end."""

    number: str
    issuer: str
    instruments: frozenset[str]
    starts_on: date
    ends_on: date | None = None

    def valid(self, on: date) -> bool:
        """Tell whether it is valid on a day."""
        return self.starts_on <= on and not self.expired(on)

    def expired(self, on: date) -> bool:
        """Tell whether its last day lies before a day."""
        return self.ends_on is not None and self.ends_on < on


class LackKind(StrEnum):
    """Why no certificate covers the signature."""

    NO_CERTIFICATE = "no_certificate"
    WITHDRAWN = "withdrawn"
    OTHER_INSTRUMENTS = "other_instruments"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"


@dataclass(frozen=True)
class Lack:
    """What is missing.

    ``certificate`` is the one that expired, is not yet valid or was withdrawn, ``upcoming`` the next one to start. For
    OTHER_INSTRUMENTS, ``held`` lists the instruments that certificates valid on the day do cover.
    """

    kind: LackKind
    instrument: str
    on: date
    certificate: Certificate | None = None
    upcoming: Certificate | None = None
    held: tuple[str, ...] = ()


def covering(certificates: Iterable[Certificate], instrument: str, on: date) -> Certificate | None:
    """Return the longest valid certificate that covers signing ``instrument`` on a day, if any."""
    valid = [each for each in certificates if instrument in each.instruments and each.valid(on)]
    return max(valid, key=lambda each: (each.ends_on or date.max, each.starts_on, each.number), default=None)


def lacking(
    certificates: Iterable[Certificate], instrument: str, on: date, *, withdrawn: Iterable[Certificate] = ()
) -> Lack | None:
    """Say which certificate is missing for signing ``instrument`` on a day; None when one covers it.

    :param withdrawn: those that no longer stand; one that would have covered the day is named.
    """
    held = tuple(certificates)
    fitting = [each for each in held if instrument in each.instruments]
    if covering(fitting, instrument, on):
        return None
    if not fitting and (gone := covering(withdrawn, instrument, on)):
        return Lack(LackKind.WITHDRAWN, instrument, on, gone)
    if not held:
        return Lack(LackKind.NO_CERTIFICATE, instrument, on)
    if not fitting:
        others = sorted({code for each in held if each.valid(on) for code in each.instruments})
        return Lack(LackKind.OTHER_INSTRUMENTS, instrument, on, held=tuple(others))
    expired = [each for each in fitting if each.expired(on)]
    upcoming = min(
        (each for each in fitting if each.starts_on > on), key=lambda each: each.starts_on, default=None
    )
    if expired:
        last = max(expired, key=lambda each: each.ends_on or date.min)
        return Lack(LackKind.EXPIRED, instrument, on, last, upcoming)
    return Lack(LackKind.NOT_YET_VALID, instrument, on, upcoming, upcoming)
