"""The page of a row that was merged into another one: where it went, and what was written on it."""

from typing import Any

from assessments.queries import assessments_of
from inmates.models import Inmate, Merge, Stay
from inmates.queries_merging import merge_of
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope


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


def _kept(merge: Merge | None, user: User) -> Inmate | None:
    reached = Inmate.objects.visible_to(user)
    return reached.filter(pk=merge.kept_id).first() if merge else None
