"""Deeds of the register history, and of a register file whose columns are named."""

from dataclasses import replace
from datetime import date

from inmates.domain.columns import Column
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.domain.sentence import Term
from inmates.enums import RemissionKind
from inmates.services_history import grant_remission, write_line
from inmates.services_mapping import name_columns
from rutan.core import clock
from tests.factories import inmates, registers
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


def columns(at):
    one, other = at.two(registers.handed_in, by=at.by)
    facts = {"register_import": one, "columns": {"siapa": Column.FULL_NAME}, "by": at.by}
    more = registers.handed_in({"name": "Orang Lain"}, facility=at.here, by=at.by)
    others = {
        "another facility's file": {"register_import": other},
        "another file": {"register_import": more},
    }
    return Deed(name_columns, facts, others)
