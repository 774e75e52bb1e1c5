"""Ways to what each role does again and again: deeds, where the menu has places."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rutan.accounts.permissions import Permission as P
from rutan.accounts.scope import Scope

AT_MOST = 5


@dataclass(frozen=True)
class Shortcut:
    """One deed, and who may do it."""

    label: str | Promise
    icon: str
    route: str
    needs: P

    @property
    def url(self) -> str:
        """Where it is done."""
        return reverse(self.route)


SHORTCUTS = (
    Shortcut(_("Search for somebody"), "search", "inmates:search", P.INMATE_VIEW),
    Shortcut(_("Import a register file"), "upload", "inmates:import", P.REGISTER_IMPORT),
    Shortcut(_("Screen somebody"), "clipboard-plus", "assessments:list", P.ASSESSMENT_ENTER),
    Shortcut(_("Plan a session"), "calendar-plus", "timetable:lay", P.TIMETABLE_EDIT),
    Shortcut(
        _("Say that sessions cannot be held"), "slash-circle", "timetable:not_ready_new", P.READINESS_EDIT
    ),
    Shortcut(_("Open records to an agency"), "unlock", "coordination:list", P.ACCESS_GRANT),
    Shortcut(_("Print the movements of today"), "printer", "timetable:movements_print", P.MOVEMENT_VIEW),
    Shortcut(_("Enter a user"), "person-plus", "accounts:user_new", P.USER_MANAGE),
    Shortcut(_("Protect hours"), "clock", "timetable:hours_new", P.REGIME_EDIT),
    Shortcut(_("Enter a course"), "mortarboard", "training:course_new", P.COURSE_EDIT),
    Shortcut(_("Read the reports"), "file-earmark-text", "reports:list", P.REPORT_VIEW),
    Shortcut(_("Read the audit trail"), "journal-text", "reports:audit", P.AUDIT_VIEW),
)


def shortcuts_for(scope: Scope) -> list[Shortcut]:
    """Return the first few deeds this scope may do; without a facility there is nothing to do."""
    if scope.facility is None:
        return []
    return [shortcut for shortcut in SHORTCUTS if scope.may(shortcut.needs)][:AT_MOST]
