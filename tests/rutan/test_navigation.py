"""The menu: at most eight words for any role, each leading to a page the role may open."""

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from rutan.accounts.permissions import Role, permissions_of
from rutan.accounts.scope import Scope
from rutan.navigation import ELSEWHERE, MENU, elsewhere_for, menu_for
from rutan.setting_pages import NEEDS, PAGES, cards_for

EIGHT = 8


def scope_of(role):
    return Scope(user=None, facility=None, permissions=permissions_of(frozenset({role})))


def words(role):
    """The words of a role's menu, also of pages that this release does not have yet."""
    return [entry.route for entry in MENU if scope_of(role).may(*entry.needs)]


@pytest.mark.parametrize("role", Role)
def test_at_most_eight_words(role):
    assert len(words(role)) <= EIGHT
    assert len(set(words(role))) == len(words(role))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("entries", [MENU, ELSEWHERE, PAGES], ids=["menu", "elsewhere", "settings"])
def test_every_word_leads_to_a_page_the_role_may_open(role, entries):
    scope = scope_of(role)
    shut = []
    for entry in entries:
        try:
            view = resolve(reverse(entry.route)).func
        except NoReverseMatch:
            continue
        if scope.may(*entry.needs) and not scope.may(*view.required_permissions):
            shut.append(entry.route)
    assert shut == []


def test_what_the_menu_has_does_not_stand_elsewhere_too():
    for role in Role:
        scope = scope_of(role)
        menu = {link.url for link in menu_for(scope, "/")}
        assert menu & {link.url for link in elsewhere_for(scope, "/")} == set()


def test_the_page_one_is_on_is_marked_and_home_only_at_home():
    scope = scope_of(Role.HEAD)
    assert [link.url for link in menu_for(scope, "/inmates/7/") if link.active] == ["/inmates/"]
    assert [link.url for link in menu_for(scope, "/") if link.active] == ["/"]


def test_of_two_words_that_lead_to_a_page_the_nearer_one_is_marked():
    scope = scope_of(Role.SECURITY)
    for path in ("/inmates/places/", "/inmates/places/move/"):
        assert [link.url for link in menu_for(scope, path) if link.active] == ["/inmates/places/"]
    assert [link.url for link in menu_for(scope, "/inmates/7/") if link.active] == ["/inmates/"]
    assert [link.url for link in menu_for(scope, "/verify/x/") if link.active] == []


def test_whoever_may_open_the_settings_finds_a_card_there_and_a_way_to_them():
    for role in Role:
        scope = scope_of(role)
        if not scope.may(*NEEDS):
            continue
        ways = [link.url for link in (*menu_for(scope, "/"), *elsewhere_for(scope, "/"))]
        assert "/settings/" in ways, role
        # A card whose page this release does not have yet is left out, so only these two roles have some for sure.
        if role in (Role.ADMINISTRATOR, Role.HEAD):
            assert cards_for(scope) != []


def test_the_cards_of_the_settings_are_those_of_the_role():
    urls = {role: [card.url for card in cards_for(scope_of(role))] for role in (Role.HEAD, Role.SECURITY)}
    assert urls == {Role.HEAD: ["/accounts/approvals/"], Role.SECURITY: []}
