"""The menu: at most eight words, only what the role may open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rutan.accounts.permissions import Permission as P
from rutan.accounts.scope import NoScope, Scope, current


@dataclass(frozen=True)
class Entry:
    """One word of the menu."""

    label: str | Promise
    route: str
    icon: str
    prefix: str
    needs: tuple[P, ...]


@dataclass(frozen=True)
class Link:
    """One word of the menu as a page shows it."""

    label: str | Promise
    url: str
    icon: str
    active: bool


MENU = (
    Entry(_("Home"), "home", "house", "/", (P.HOME_VIEW,)),
    Entry(_("Inmates"), "inmates:list", "people", "/inmates/", (P.INMATE_VIEW,)),
    Entry(_("Cells"), "inmates:places", "door-closed", "/inmates/places/", (P.CELL_EDIT,)),
    Entry(
        _("Assessments"),
        "assessments:list",
        "clipboard-pulse",
        "/assessments/",
        (P.SCORE_VIEW, P.BAND_VIEW, P.ASSESSMENT_ENTER),
    ),
    Entry(_("Rehabilitation"), "rehab:list", "heart-pulse", "/rehab/", (P.TIER_DECIDE, P.TIER_CONFIRM)),
    Entry(_("Sessions"), "rehab:sessions", "clipboard-check", "/rehab/sessions/", (P.ATTENDANCE_MARK_OWN,)),
    Entry(
        _("Timetable"),
        "timetable:week",
        "calendar-week",
        "/timetable/",
        (P.TIMETABLE_VIEW, P.TIMETABLE_VIEW_OWN),
    ),
    Entry(_("Movements"), "timetable:movements", "door-open", "/timetable/movements/", (P.MOVEMENT_VIEW,)),
    Entry(_("Rooms and hours"), "timetable:rooms", "calendar3", "/timetable/", (P.REGIME_EDIT,)),
    Entry(
        _("Training"),
        "training:list",
        "tools",
        "/training/",
        (P.TRAINING_VIEW, P.TRAINING_EDIT_OWN, P.COURSE_EDIT),
    ),
    Entry(_("Coordination"), "coordination:list", "diagram-3", "/coordination/", (P.ACCESS_GRANT,)),
    Entry(_("Reports"), "reports:list", "file-earmark-text", "/reports/", (P.REPORT_VIEW,)),
    # The rehabilitation officer has eight words without it, and finds it among what follows.
    Entry(_("Dashboard"), "dashboard:show", "bar-chart", "/dashboard/", (P.REPORT_APPROVE, P.AUDIT_VIEW)),
    Entry(_("Settings"), "settings:index", "gear", "/settings/", (P.REGIME_EDIT, P.USER_MANAGE)),
)
# What a role opens too, but seldom enough for the start page and the person's own menu.
ELSEWHERE = (
    Entry(_("Kept apart"), "inmates:apart", "people", "/inmates/apart/", (P.KEEP_APART_VIEW,)),
    Entry(_("Cells"), "inmates:places", "door-closed", "/inmates/places/", (P.OCCUPANCY_VIEW,)),
    Entry(_("Dashboard"), "dashboard:show", "bar-chart", "/dashboard/", (P.DASHBOARD_VIEW,)),
    Entry(
        _("Data we keep"),
        "protection:record",
        "shield-lock",
        "/protection/",
        (P.DATA_RECORD_VIEW,),
    ),
    Entry(
        _("Data breaches"),
        "protection:breaches",
        "shield-exclamation",
        "/protection/breaches/",
        (P.BREACH_VIEW,),
    ),
    Entry(_("Audit trail"), "reports:audit", "journal-text", "/reports/audit/", (P.AUDIT_VIEW,)),
    Entry(
        _("Settings"),
        "settings:index",
        "gear",
        "/settings/",
        (P.ROLE_APPROVE, P.COURSE_EDIT, P.ASSESSOR_CERTIFICATE_EDIT),
    ),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Give every page its menu, the facility worked for and the ones to switch to."""
    try:
        scope = current()
    except NoScope:
        return {"navigation": [], "facility": None, "facilities": ()}
    return {
        "navigation": menu_for(scope, request.path),
        "elsewhere": elsewhere_for(scope, request.path),
        "facility": scope.facility,
        "facilities": scope.facilities if len(scope.facilities) > 1 else (),
        "permissions": {str(permission) for permission in scope.permissions},
        "notices_count": 0,
    }


def menu_for(scope: Scope, path: str) -> list[Link]:
    """Return the words of the menu this scope may open, the one of the current page marked."""
    return _links(MENU, scope, path)


def elsewhere_for(scope: Scope, path: str) -> list[Link]:
    """Return what the scope may open beside its menu."""
    in_menu = {entry.route for entry in MENU if scope.may(*entry.needs)}
    return _links(tuple(entry for entry in ELSEWHERE if entry.route not in in_menu), scope, path)


def address_of(route: str) -> str:
    """Return where a page stands; nothing while this release does not have it."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _links(entries: tuple[Entry, ...], scope: Scope, path: str) -> list[Link]:
    found = [(entry, address_of(entry.route)) for entry in entries if scope.may(*entry.needs)]
    shown = [(entry, url) for entry, url in found if url]
    nearest = max((entry.prefix for entry, _url in shown if _is_under(entry, path)), key=len, default=None)
    return [Link(entry.label, url, entry.icon, entry.prefix == nearest) for entry, url in shown]


def _is_under(entry: Entry, path: str) -> bool:
    return path == "/" if entry.prefix == "/" else path.startswith(entry.prefix)
