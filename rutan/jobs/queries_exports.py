"""Reads about files of lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from rutan.accounts.queries_lists import asker_of
from rutan.accounts.scope import Scope
from rutan.agencies.models import Facility
from rutan.core.listing import paging, reading
from rutan.core.listing.definition import listing_of
from rutan.core.listing.reading import Asked
from rutan.jobs.models_exports import ListExport


def asked_again(export: ListExport, scope: Scope) -> Asked | None:
    """What a file was asked for, read with the rights of now; None when the page may no longer be opened.

    The columns are those that were seen, less those that may no longer be.
    """
    asker = asker_of(scope)
    listing = listing_of(export.page, asker)
    if listing is None:
        return None
    return reading.read(listing, asker, {**export.query, reading.COLUMNS: ",".join(export.columns)})


def rows_of(asked: Asked, at_most: int) -> list[object]:
    """The rows of a list in its order, and one more than a file may hold where there are more."""
    return list(paging.rows_of(asked)[: at_most + 1])


@dataclass(frozen=True)
class Preview:
    """What would be in a file."""

    count: int
    is_capped: bool
    filters: list[tuple[str, str]]


def preview_of(asked: Asked) -> Preview:
    """How many rows a file would hold, counted no further than a list is, and by which filters."""
    count = paging.rows_of(asked).order_by()[: paging.COUNTED_AT_MOST + 1].count()
    return Preview(min(count, paging.COUNTED_AT_MOST), count > paging.COUNTED_AT_MOST, asked.in_words)


def exports_at(facility: Facility) -> QuerySet[ListExport]:
    """All files that were asked for at a facility, without their bytes."""
    return ListExport.objects.at(facility).without_content().select_related("requested_by", "facility")


def narrowed(exports: QuerySet[ListExport], filters: Mapping[str, Any]) -> QuerySet[ListExport]:
    """Those asked for within some days, in one format; each may be left out."""
    if filters.get("asked_from"):
        exports = exports.filter(created_at__gte=_midnight(filters["asked_from"]))
    if filters.get("asked_to"):
        exports = exports.filter(created_at__lt=_midnight(filters["asked_to"] + timedelta(days=1)))
    return exports.filter(file_format=filters["file_format"]) if filters.get("file_format") else exports


def own_exports(user_id: int, facility: Facility) -> list[ListExport]:
    """The last files a person asked for."""
    own = (
        ListExport.objects.asked_by(user_id).at(facility).without_content().select_related("facility", "job")
    )
    return list(own.order_by("-created_at", "-pk")[:10])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
