"""Having a file made of everything about a person."""

from datetime import date

from rutan.protection.services import request_disclosure
from tests.factories import inmates, protection
from tests.rutan.deed import Deed


def person_file(at):
    one, other = at.two(inmates.inmate)
    facts = {"inmate": one, "letter_number": protection.LETTER, "letter_on": date(2026, 1, 5)}
    others = {"another person": {"inmate": other}, "another letter": {"letter_number": "13/PP/2026"}}
    return Deed(request_disclosure, facts | {"reason": protection.REASON, "by": at.by}, others)
