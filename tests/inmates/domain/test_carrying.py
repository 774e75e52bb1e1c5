"""What goes along with somebody who is transferred: the order, while the receiver's first line says just what it says."""

from datetime import date

import pytest

from inmates.domain.carrying import NO_ORDER, Order, order_that_goes_along, written_otherwise
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind

ENDS, OTHER = date(2027, 3, 14), date(2027, 3, 15)
ORDER = Order("12/Pen.Pid/2026", date(2026, 9, 1), "PN Contoh")


@pytest.mark.parametrize(
    ("sent_until", "code", "until", "otherwise"),
    [
        (ENDS, "B.I", ENDS, ()),
        (None, "B.I", None, ()),
        (ENDS, "B.IIa", ENDS, ("register_code",)),
        (ENDS, "B.I", OTHER, ("expires_on",)),
        (ENDS, "B.I", None, ("expires_on",)),
        (None, "A.I", ENDS, ("register_code", "expires_on")),
    ],
)
def test_the_order_goes_along_while_nothing_is_written_otherwise(sent_until, code, until, otherwise):
    sent = Entry(EntryKind.EXTENSION, RegisterCode("B.I"), "BI.7/2026", date(2026, 9, 1), sent_until)
    assert written_otherwise(sent, code=code, expires_on=until) == otherwise
    goes_along = order_that_goes_along(sent, ORDER, code=code, expires_on=until)
    assert goes_along == (NO_ORDER if otherwise else ORDER)
