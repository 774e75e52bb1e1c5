"""Pages of the whole: the start page of each role, and whether the process is well."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from rutan import setting_pages
from rutan.accounts.decorators import SignedInRequest, public, requires
from rutan.accounts.permissions import Permission, role_labels
from rutan.accounts.scope import current
from rutan.core import clock
from rutan.core.health import readiness
from rutan.dashboard.queries_home import home_of


@requires(Permission.HOME_VIEW)
def home(request: SignedInRequest) -> HttpResponse:
    """The role's own start page: today's work."""
    scope = current()
    context = {"page": home_of(scope, now=clock.now()), "roles": role_labels(scope.roles)}
    return render(request, "home.html", context)


@requires(*setting_pages.NEEDS)
def settings_index(request: SignedInRequest) -> HttpResponse:
    """What the role may set, each on its own page."""
    return render(request, "settings/index.html", {"cards": setting_pages.cards_for(current())})


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up; asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the process can serve: 503 when the database or its tables are not well."""
    status, facts = readiness()
    return JsonResponse(facts, status=status)


@public
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """There is no public sign-up; allauth only needs the name of the page."""
    raise Http404
