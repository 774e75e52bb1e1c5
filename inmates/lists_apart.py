"""The list of those who are kept apart."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inmates import queries_apart_pages, wording_apart
from inmates.forms_apart import apart_filter
from inmates.models import KeepApart
from rutan.accounts.permissions import Permission as P
from rutan.core import clock
from rutan.core.listing.definition import Asker, Column, Kind, Listing, register

CELL, READ = frozenset({str(P.CELL_VIEW)}), frozenset({str(P.KEEP_APART_READ)})


def _everybody(asker: Asker) -> QuerySet[Any]:
    return queries_apart_pages.reached_by(asker.user, asker.facility)


def _narrow(rows: QuerySet[Any], filters: Mapping[str, Any], asker: Asker) -> QuerySet[Any]:
    return queries_apart_pages.narrowed(rows, filters, on=clock.today())


def _cells(entry: KeepApart) -> str:
    return " / ".join(str(person.cell or "–") for person in (entry.first, entry.second))


def _out_of(entry: KeepApart) -> str:
    return wording_apart.out_of(entry.housing, sessions=entry.sessions)


def _state(entry: KeepApart) -> str:
    return wording_apart.state_of(entry.standing(clock.today()))[0]


APART = register(
    Listing(
        page="inmates:apart",
        title=_("Kept apart"),
        columns=(
            Column("name", _("First person"), lambda entry: entry.first.full_name, by="first__full_name"),
            Column("other", _("Second person"), lambda entry: entry.second.full_name, by="second__full_name"),
            Column("state", _("State"), _state),
            Column("out_of", _("Kept out of"), _out_of),
            Column("cells", _("Cells"), _cells, CELL),
            Column("from", _("In force from"), lambda entry: entry.starts_on, by="starts_on", kind=Kind.DAY),
            Column("until", _("Until"), lambda entry: entry.ends_on, by="ends_on", kind=Kind.DAY),
            Column("reason", _("Reason"), lambda entry: entry.get_reason_display(), READ, by="reason"),
            Column(
                "opened_by",
                _("Entered by"),
                lambda entry: entry.opened_by.full_name,
                READ,
                usual=False,
            ),
        ),
        form=apart_filter,
        everybody=_everybody,
        narrow=_narrow,
        needs=frozenset({str(P.KEEP_APART_VIEW)}),
        address_of=lambda entry: reverse("inmates:apart_show", args=[entry.pk]),
        private=frozenset({"words"}),
    )
)
