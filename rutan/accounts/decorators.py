"""Every view says who may open it: ``@requires(...)`` or ``@public``; a test walks all routes and fails without."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import Refusal

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: User


View = Callable[Concatenate[SignedInRequest, P], HttpResponse]


def requires(
    *permissions: Permission,
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Let in who holds any of the permissions for the facility they work for; others get 403, nobody the sign-in page."""

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            scope = current()
            if not scope.may(*permissions):
                scope.refusals.append(
                    Refusal(
                        "access.refused", "", None, {"needs": [str(permission) for permission in permissions]}
                    )
                )
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[arg-type]  # narrowed by is_authenticated above

        marked: Any = checked
        marked.required_permissions = permissions  # read by the test of all routes
        return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], marked)

    return decorate


def public(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Any:
    """Mark a view that anybody may open."""
    marked: Any = login_not_required(view)
    marked.is_public = True
    return marked
