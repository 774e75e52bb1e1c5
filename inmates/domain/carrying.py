"""What of a sender's register goes along with somebody who is transferred, and what the receiver says otherwise.

What a court, a ministry or the official system decided does not become another thing on the way: sentence, remissions and
official dates go along as they are. The register, its number and the expiry are the receiver's own to write, by its papers.
No legal effect is computed of either.
"""

from dataclasses import dataclass
from datetime import date

from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry


@dataclass(frozen=True)
class Order:
    """The letter a line of a register rests on."""

    number: str = ""
    on: date | None = None
    issued_by: str = ""


NO_ORDER = Order()


@dataclass(frozen=True)
class Origin:
    """Where somebody came from: the place, their register number there, and the order that goes along."""

    place: str = ""
    number: str = ""
    order: Order = NO_ORDER


NO_ORIGIN = Origin()


def written_otherwise(sent: Entry, *, code: str, expires_on: date | None) -> tuple[str, ...]:
    """Name what the receiver writes otherwise than the sender's last line has it, by the columns of a person's row."""
    found = {
        "register_code": RegisterCode(code) is not sent.code,
        "expires_on": expires_on != sent.expires_on,
    }
    return tuple(name for name, otherwise in found.items() if otherwise)


def order_that_goes_along(sent: Entry, order: Order, *, code: str, expires_on: date | None) -> Order:
    """Return what the receiver's first line rests on: the sender's order, while it says just what that order says."""
    return NO_ORDER if written_otherwise(sent, code=code, expires_on=expires_on) else order


__all__ = ["NO_ORDER", "NO_ORIGIN", "Order", "Origin", "order_that_goes_along", "written_otherwise"]
