"""Having a file made of everything about a person, and reporting a breach."""

from datetime import date

from rutan.protection.services import request_disclosure
from rutan.protection.services_breach import report_breach
from tests.factories import inmates, protection
from tests.rutan.deed import Deed


def person_file(at):
    one, other = at.two(inmates.inmate)
    facts = {"inmate": one, "letter_number": protection.LETTER, "letter_on": date(2026, 1, 5)}
    others = {"another person": {"inmate": other}, "another letter": {"letter_number": "13/PP/2026"}}
    return Deed(request_disclosure, facts | {"reason": protection.REASON, "by": at.by}, others)


def breach(at):
    facts = {"facility": at.here, "by": at.by, **protection.breach_facts()}
    others = {
        "another facility": {"facility": at.there},
        "another kind": {"kind": "paper"},
        "something else": {"texts": {**protection.BREACH, "what": "Hal lain"}},
    }
    return Deed(report_breach, facts, others)
