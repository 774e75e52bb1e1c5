"""Deeds of the register history."""

from dataclasses import replace
from datetime import date

from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.domain.sentence import Term
from inmates.enums import RemissionKind
from inmates.services_history import grant_remission, write_line
from inmates.services_photo import put_photo
from rutan.core import clock
from tests.factories import inmates
from tests.rutan.deed import Deed


def register_line(at):
    one, other = at.two(inmates.inmate)
    line = Entry(EntryKind.CHANGE, RegisterCode.A_II, "AII.1/2026", clock.today(), date(2099, 1, 1))
    back = replace(line, code=RegisterCode.A_III)
    others = {"another person": {"inmate": other}, "another register": {"line": back}}
    return Deed(write_line, {"inmate": one, "line": line, "by": at.by}, others)


def remission(at):
    one, other = (
        inmates.inmate(facility=place, expires_on=date(2098, 1, 1)) for place in (at.here, at.there)
    )
    facts = {"inmate": one, "kind": RemissionKind.GENERAL, "term": Term(months=1), "by": at.by}
    others = {"another person": {"inmate": other}, "another kind": {"kind": RemissionKind.DECADE}}
    return Deed(grant_remission, facts | {"granted_on": clock.today()}, others)


def photo(at):
    one, other = at.two(inmates.inmate)
    facts = {"inmate": one, "file": inmates.portrait(), "taken_on": clock.today(), "by": at.by}
    return Deed(put_photo, facts, {"another person": {"inmate": other}})
