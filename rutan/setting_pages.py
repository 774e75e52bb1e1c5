"""What may be set, by whom, and where: the cards of the settings page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rutan.accounts.permissions import Permission as P
from rutan.accounts.scope import Scope
from rutan.navigation import address_of


@dataclass(frozen=True)
class SettingPage:
    """One page on which something is set."""

    label: str | Promise
    about: str | Promise
    route: str
    needs: tuple[P, ...]


@dataclass(frozen=True)
class Card:
    """One of them as the settings page shows it."""

    label: str | Promise
    about: str | Promise
    url: str


PAGES = (
    SettingPage(_("Users and roles"), _("Who signs in, and as what."), "accounts:users", (P.USER_MANAGE,)),
    SettingPage(
        _("Roles waiting for approval"),
        _("A second person approves every role."),
        "accounts:approvals",
        (P.ROLE_APPROVE,),
    ),
    SettingPage(
        _("Rooms of this facility"), _("Where sessions take place."), "timetable:rooms", (P.REGIME_EDIT,)
    ),
    SettingPage(
        _("Protected hours"),
        _("Roll call, prayer, meals and visits: when nothing is planned."),
        "timetable:hours",
        (P.REGIME_EDIT,),
    ),
    SettingPage(
        _("Courses taught"), _("What is taught, and for how long."), "training:courses", (P.COURSE_EDIT,)
    ),
    SettingPage(
        _("Assessors' certificates"),
        _("Who may sign which instrument, and until when."),
        "assessments:certificates",
        (P.ASSESSOR_CERTIFICATE_EDIT,),
    ),
)
NEEDS = tuple(dict.fromkeys(permission for page in PAGES for permission in page.needs))


def cards_for(scope: Scope) -> list[Card]:
    """Return the pages this scope may set something on; one that is not there yet is left out."""
    found = [(page, address_of(page.route)) for page in PAGES if scope.may(*page.needs)]
    return [Card(page.label, page.about, url) for page, url in found if url]
