"""Deeds of the register history, and of a register file whose columns are named."""

from dataclasses import replace
from datetime import date

from inmates.domain.columns import Column
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.domain.sentence import Term
from inmates.enums import Departure, RemissionKind
from inmates.services_arrivals import admit_again, confirm_arrival, enter_person
from inmates.services_departures import leave
from inmates.services_history import grant_remission, write_line
from inmates.services_mapping import name_columns
from inmates.services_merging import merge_rows
from inmates.services_photo import put_photo
from rutan.core import clock
from tests.factories import inmates, registers
from tests.inmates.merging import chosen
from tests.rutan.deed import Deed


def register_line(at):
    one, other = at.two(inmates.inmate)
    line = Entry(EntryKind.CHANGE, RegisterCode.A_II, "AII.1/2026", clock.today(), date(2099, 1, 1))
    back = replace(line, code=RegisterCode.A_III)
    others = {"another person": {"inmate": other}, "another register": {"line": back}}
    return Deed(write_line, {"inmate": one, "line": line, "by": at.by}, others)


def _stay(number, cell=None):
    facts = {"register_code": "B.I", "register_number": number, "admitted_on": clock.today()}
    return {**facts, "expires_on": None, "cell": cell}


def admission(at):
    facts = {"full_name": "Orang Baru", "born_on": date(1990, 1, 5), "sex": "L", **_stay("BI.90/2026")}
    others = {
        "another facility": {"facility": at.there},
        "another number": {"facts": facts | _stay("BI.91/2026")},
    }
    return Deed(enter_person, {"facility": at.here, "facts": facts, "by": at.by}, others)


def readmission(at):
    one, other = (inmates.left(person, on=date(2026, 5, 1)) for person in at.two(inmates.inmate))
    facts = {"inmate": one, "facts": _stay("BI.92/2026"), "by": at.by}
    return Deed(admit_again, facts, {"another person": {"inmate": other}})


def departure(at):
    one, other = at.two(inmates.inmate)
    facts = {"inmate": one, "departure": Departure.RELEASED, "on": clock.today(), "reason": "PB", "by": at.by}
    others = {"another person": {"inmate": other}, "another way": {"departure": Departure.DIED}}
    return Deed(leave, facts, others)


def arrival(at):
    people = [inmates.inmate(facility=at.there) for _ in range(2)]
    sent = [inmates.gone(person, by=at.by, to=at.here).transfers.get() for person in people]
    facts = {"transfer": sent[0], "facts": _stay("BI.93/2026"), "by": at.by}
    return Deed(
        confirm_arrival, facts, {"another person": {"transfer": sent[1], "facts": _stay("BI.94/2026")}}
    )


def merge(at):
    one, other, third = (inmates.inmate(facility=at.here) for _ in range(3))
    facts = {"one": one, "other": other, "choice": chosen(one, other), "reason": "Foto", "by": at.by}
    others = {"another row": {"other": third, "choice": chosen(one, third)}}
    return Deed(merge_rows, facts, others)


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


def columns(at):
    one, other = at.two(registers.handed_in, by=at.by)
    facts = {"register_import": one, "columns": {"siapa": Column.FULL_NAME}, "by": at.by}
    more = registers.handed_in({"name": "Orang Lain"}, facility=at.here, by=at.by)
    others = {
        "another facility's file": {"register_import": other},
        "another file": {"register_import": more},
    }
    return Deed(name_columns, facts, others)
