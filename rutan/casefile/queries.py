"""One person, everything the signed-in role may see, nothing else."""

from dataclasses import dataclass
from datetime import date

from inmates.models import Inmate
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope


@dataclass(frozen=True)
class CaseFile:
    """What one page shows of a person; a part the role may not see is not in it at all."""

    inmate: Inmate
    age: int


def case_file(inmate: Inmate, scope: Scope, *, on: date) -> CaseFile:
    """Gather the case file of a person whose record the scope's user has opened."""
    assert scope.may(Permission.INMATE_VIEW)
    return CaseFile(inmate=inmate, age=age_on(inmate.born_on, on))


def age_on(born_on: date, day: date) -> int:
    """Return full years; somebody born on 29 February has the birthday on 1 March of an ordinary year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
