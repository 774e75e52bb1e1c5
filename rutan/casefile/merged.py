"""The page of a row that was merged into another one: where it went, and what was written on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessments.queries import assessments_of
from inmates.models import AccessGrant, Consent, Inmate, Merge, Stay
from inmates.queries_merging import merge_of
from rehab.queries_pages import decision_shown
from rehab.queries_tiers import decisions_of
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope
from rutan.casefile import history
from rutan.casefile.history import Happened
from rutan.casefile.progress import marks_of, placements_of
from rutan.casefile.sharing import Sharing, sharing


def merged_file(inmate: Inmate, scope: Scope) -> dict[str, Any]:
    """Gather what a reader may see of a merged row; the other row only if it is open to them as well."""
    assert scope.user is not None  # somebody has opened the record
    merge = merge_of(inmate)
    stays = Stay.all_objects.filter(voided_at=None).of(inmate) if scope.may(Permission.DATES_VIEW) else []
    return {
        "inmate": inmate,
        "merge": merge,
        "kept": _kept(merge, scope.user),
        "stays": stays,
        "reads": assessments_of(inmate, scope),
    }


def events_of(merge: Merge, scope: Scope, *, on: date) -> Iterator[Happened]:
    """What happened on a row that was merged into the person's, as far as the reader may know; forms and cells of it are
    among those of the file already."""
    row = merge.merged
    may = sharing(scope, row, on=on)
    number = row.register_number if scope.may(Permission.DATES_VIEW) else row.full_name
    # Whoever marks only their own sessions reads only of those.
    own = None if scope.may(Permission.ATTENDANCE_VIEW) else scope.user
    for event in _happened(row, may, own):
        yield replace(event, text=_("%(event)s (row %(number)s)") % {"event": event.text, "number": number})
    yield Happened(merge.merged_at, _("Merged with the row %(number)s") % {"number": number})


def _happened(row: Inmate, may: Sharing, own: User | None) -> Iterator[Happened]:
    for stay in Stay.objects.filter(inmate=row) if may.register else ():
        yield Happened(stay.admitted_on, str(stay.get_arrival_display()))
        if stay.left_on:
            yield Happened(stay.left_on, str(stay.get_departure_display()))
    if may.tier and may.running and may.ended:
        yield from history.of_placements(placements_of(row))
    if may.reasoning:
        decisions = [decision_shown(each) for each in decisions_of(row)]
        yield from history.of_decisions(row, decisions, linked=False)
    if may.progress:
        yield from history.of_attendance(marks_of(row, own_of=own))
    if may.consents:
        yield from history.of_consents(list(Consent.all_objects.of(row).select_related("agency")))
    if may.grants:
        grants = AccessGrant.objects.filter(inmate=row).select_related("agency", "user")
        yield from history.of_grants(list(grants))


def _kept(merge: Merge | None, user: User) -> Inmate | None:
    reached = Inmate.objects.visible_to(user)
    return reached.filter(pk=merge.kept_id).first() if merge else None
