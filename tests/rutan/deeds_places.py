"""Deeds of cells, moves and absences."""

from inmates.apart_terms import Terms
from inmates.enums import AbsenceKind, ApartReason, Housing, Sex
from inmates.services_absences import send_out
from inmates.services_apart import close_keep_apart, open_keep_apart, reopen_keep_apart
from inmates.services_blocks import add_block, add_cell
from inmates.services_moves import move, swap
from rutan.core import clock
from tests.factories import inmates
from tests.rutan.deed import Deed


def absence(at):
    one, other = at.two(inmates.inmate)
    facts = {"inmate": one, "kind": AbsenceKind.COURT, "destination": "PN", "by": at.by}
    others = {"another person": {"inmate": other}, "another kind": {"kind": AbsenceKind.HOSPITAL}}
    return Deed(send_out, facts, others)


def apart(at):
    one, other = at.two(inmates.inmate)
    mate = inmates.inmate(facility=at.here)
    terms = Terms(Housing.CELL, True, ApartReason.THREAT, "", clock.today())
    others = {
        "another person": {"one": inmates.inmate(facility=at.here)},
        "another facility": {"one": other, "other": inmates.inmate(facility=at.there)},
    }
    return Deed(open_keep_apart, {"one": one, "other": mate, "terms": terms, "by": at.by}, others)


def apart_again(at):
    closed = [_closed(at) for _ in range(2)]
    facts = {"entry": closed[0], "detail": "Lagi", "starts_on": clock.today(), "ends_on": None, "by": at.by}
    return Deed(reopen_keep_apart, facts, {"another entry": {"entry": closed[1]}})


def _closed(at):
    entry = inmates.kept_apart(*(inmates.inmate(facility=at.here) for _ in range(2)))
    return close_keep_apart(entry=entry, reason="Damai", by=at.by)


def block(at):
    facts = {"facility": at.here, "code": "Z", "name": "", "sex": Sex.MALE, "by": at.by}
    others = {"another facility": {"facility": at.there}, "another code": {"code": "Y"}}
    return Deed(add_block, facts, others)


def cell(at):
    one, other = (each.block for each in at.two(inmates.cell, code="A1"))
    facts = {"block": one, "code": "A9", "capacity": 7, "by": at.by}
    return Deed(add_cell, facts, {"another block": {"block": other}, "another code": {"code": "A8"}})


def one_moved(at):
    """The place of the first who is moved stands for all of them."""
    one, other = inmates.inmate(facility=at.here), inmates.inmate(facility=at.here)
    here, there = (inmates.cell(facility=at.here, code=code) for code in ("B1", "B2"))

    def moved(**facts):
        return move(**facts)[0]

    others = {
        "another person": {"people": [other]},
        "more people": {"people": [one, other]},
        "another cell": {"cell": there},
    }
    return Deed(moved, {"people": [one], "cell": here, "by": at.by}, others)


def swapped(at):
    one, other, third = (
        inmates.inmate(facility=at.here, cell=inmates.cell(facility=at.here, code=code))
        for code in ("C1", "C2", "C3")
    )

    def changed(**facts):
        return swap(**facts)[0]

    others = {"another person": {"one": third}, "the other with another": {"other": third}}
    return Deed(changed, {"one": one, "other": other, "by": at.by}, others)
