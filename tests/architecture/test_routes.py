"""Every route of the site declares a permission, or that it is public (house.md, habit 23)."""

import pytest
from allauth.account import views as account_views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, include, path
from django.urls.resolvers import RegexPattern
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rutan.accounts.decorators import public, requires
from rutan.accounts.permissions import Permission
from tests.architecture import routes
from tests.architecture.scan import expect_none


def bare(request):
    return HttpResponse()


def declaring(permissions):
    def view(request):
        return HttpResponse()

    view.required_permissions = permissions
    return view


def marked_public_only(request):
    return HttpResponse()


marked_public_only.is_public = True

BREACHES = {
    "nothing declared": path("x/", bare, name="x"),
    "nothing declared, deeper": path("y/", include(([path("x/", bare, name="x")], "y"))),
    "a class-based view": path("x/", View.as_view(), name="x"),
    "no permission among the permissions": path("x/", declaring(()), name="x"),
    "a word instead of a permission": path("x/", declaring(("inmate_view",)), name="x"),
    "a list": path("x/", declaring([Permission.HOME_VIEW]), name="x"),
    "public and asking": path("x/", public(requires(Permission.HOME_VIEW)(bare)), name="x"),
    "public behind the sign-in": path("x/", marked_public_only, name="x"),
    "asking of nobody": path("x/", login_not_required(requires(Permission.HOME_VIEW)(bare)), name="x"),
    "posts from elsewhere": path("x/", csrf_exempt(requires(Permission.HOME_VIEW)(bare)), name="x"),
    "a page of allauth nobody listed": path("x/", account_views.signup, name="account_signup"),
    "no name": path("x/", requires(Permission.HOME_VIEW)(bare)),
}


def resolver(*patterns):
    return URLResolver(RegexPattern(r"^/"), list(patterns))


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name):
    found = list(routes.faults(resolver(BREACHES[name])))
    assert len(found) == 1, found


def test_finds_an_allauth_page_that_lets_anybody_in(monkeypatch):
    monkeypatch.setitem(routes.ALLAUTH, "account_login", routes.SIGNED_IN)
    open_page = path("login/", login_not_required(account_views.login), name="account_login")
    assert len(list(routes.faults(resolver(open_page)))) == 1


def test_lets_declared_routes_be():
    both = requires(Permission.SCORE_VIEW, Permission.BAND_VIEW)(bare)
    good = resolver(
        path("a/", requires(Permission.HOME_VIEW)(bare), name="a"),
        path("b/", require_POST(both), name="b"),
        path("c/", include(([path("d/", public(bare), name="d")], "c"))),
        path("login/", account_views.login, name="account_login"),
    )
    assert list(routes.faults(good)) == []


def test_the_routes_of_the_site():
    expect_none(routes.faults(get_resolver("rutan.urls")))


def test_every_listed_page_of_allauth_is_routed():
    names = {name for _, name, _ in routes.routes(get_resolver("rutan.urls"))}
    assert sorted(set(routes.ALLAUTH) - names) == []
