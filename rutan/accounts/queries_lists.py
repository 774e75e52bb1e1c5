"""A list as a person sees it: the page of it that the address asks for, beside the lists they have kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.http import urlencode

from rutan.accounts.models_lists import SavedList
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope
from rutan.core.listing import choosing, paging, reading
from rutan.core.listing.definition import OF_THE_HOUSE, Asker, Listing, listing_of
from rutan.core.turning import Turn

TAKEN_BACK_WITHIN = timedelta(days=30)
AT_MOST_REMOVED = 20


@dataclass(frozen=True)
class Chip:
    """A list that was kept: its name, its address, whether it is the one that is shown."""

    saved: SavedList
    url: str
    is_shown: bool


@dataclass(frozen=True)
class ShownList:
    """Everything the page of a list shows."""

    page: paging.ListPage
    chips: list[Chip]
    choices: list[choosing.Choice]
    request_key: UUID = field(default_factory=uuid4)

    @property
    def asked(self) -> reading.Asked:
        """What was asked for."""
        return self.page.asked


def asker_of(scope: Scope) -> Asker:
    """Whoever is at work, as lists know them; an agency is told aliases and NIK only by each person's consent."""
    may = frozenset(map(str, scope.permissions))
    own = not scope.user.reach.agency_ids if scope.user else True
    return Asker(scope.user, scope.facility, may | {OF_THE_HOUSE} if own else may - {Permission.NIK_VIEW})


def shown_list(listing: Listing, given: Mapping[str, str], scope: Scope) -> ShownList:
    """Show what an address asks for (``reading.of_address``).

    One that asks for nothing is that of the list the person wants to begin with, if there is one.
    """
    asker, own = asker_of(scope), own_lists(scope, listing.page)
    first: Mapping[str, str] = next((saved.query for saved in own if saved.is_default), {})
    asked = reading.read(listing, asker, reading.opened(listing, given) if given else first)
    page = paging.page_of(asked, Turn.of(given))
    chips = [Chip(saved, _address(listing, saved), saved.query == asked.stored) for saved in own]
    return ShownList(page, chips, choosing.choices_of(asked))


def own_lists(scope: Scope, page: str) -> list[SavedList]:
    """The lists a person has kept on a page, by name."""
    assert scope.user is not None  # a list is somebody's
    assert scope.facility is not None  # and of a facility
    return list(SavedList.objects.get_queryset().own_of(scope.user.pk, scope.facility).on(page).by_name())


@dataclass(frozen=True)
class KeptLists:
    """All lists of a person at a facility, and those that can be taken back."""

    lists: list[tuple[Listing, Chip]]
    removed: list[SavedList]


def kept_lists(scope: Scope) -> KeptLists:
    """Read the lists a person has kept; those of pages they may no longer open are left out."""
    assert scope.user is not None  # a list is somebody's
    assert scope.facility is not None  # and of a facility
    asker, everything = asker_of(scope), SavedList.all_objects.own_of(scope.user.pk, scope.facility)
    own = (
        SavedList.objects.get_queryset().own_of(scope.user.pk, scope.facility).order_by("page", "name", "pk")
    )
    pages = [(listing_of(saved.page, asker), saved) for saved in own]
    lists = [(listing, Chip(saved, _address(listing, saved), False)) for listing, saved in pages if listing]
    lately = everything.removed().filter(voided_at__gte=timezone.now() - TAKEN_BACK_WITHIN)
    return KeptLists(lists, list(lately[:AT_MOST_REMOVED]))


def _address(listing: Listing, saved: SavedList) -> str:
    query = reading.in_address(listing, saved.query) or {"sort": listing.first_order}
    return f"?{urlencode(query)}"
