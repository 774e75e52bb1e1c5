"""What the register does not say of people in custody: the sets behind its to-dos and the figures on its quality."""

from datetime import date

from inmates.models import InmateQuerySet


def without_nik(people: InmateQuerySet) -> InmateQuerySet:
    """Those in custody without a NIK."""
    return people.in_custody().filter(nik=None)


def without_cell(people: InmateQuerySet) -> InmateQuerySet:
    """Those in custody of whom it is not known in which cell they are."""
    return people.in_custody().filter(cell=None)


def without_expiry(people: InmateQuerySet) -> InmateQuerySet:
    """Those in custody without the day on which their detention or sentence ends."""
    return people.in_custody().filter(expires_on=None)


def past_expiry(people: InmateQuerySet, *, on: date) -> InmateQuerySet:
    """Those in custody whose day of expiry has passed: it was extended and not entered, or they ought to be free."""
    return people.in_custody().filter(expires_on__lt=on)
