"""Turn what an address names into a figure or a kind of work, or 404."""

from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404

from rutan.accounts.scope import Scope, current
from rutan.audit.services import Refusal
from rutan.dashboard.catalogue import BY_CODE
from rutan.dashboard.figure import Figure
from rutan.dashboard.todo import BY_CODE as WORK
from rutan.dashboard.work import Work


def open_figure(code: str, part: str = "") -> Figure:
    """Return a figure of the catalogue that has such a part.

    :raises Http404: when there is none.
    """
    figure = BY_CODE.get(code)
    if figure is None or (part and not figure.has(part)):
        raise Http404
    return figure


def open_work(scope: Scope, code: str) -> Work:
    """Return a kind of work that is this scope's to do.

    :raises Http404: when there is none of that name.
    :raises PermissionDenied: when it is other people's; the try is written down.
    """
    if code not in WORK:
        raise Http404
    work = WORK[code]
    if not work.is_for(scope):
        _refuse(work)
    return work


def _refuse(work: Work) -> NoReturn:
    needs = [str(permission) for permission in work.needs]
    current().refusals.append(Refusal("access.refused", "", None, {"needs": needs}))
    raise PermissionDenied
