"""The list of files that were made of lists, for those who read the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rutan.accounts.permissions import Permission
from rutan.core.listing.definition import Asker, Column, Kind, Listing, listing_of, register
from rutan.jobs import queries_exports
from rutan.jobs.forms_exports import export_filter
from rutan.jobs.models_exports import ListExport


def _everybody(asker: Asker) -> QuerySet[Any]:
    return queries_exports.exports_at(asker.facility)


def _narrow(rows: QuerySet[Any], filters: Mapping[str, Any], asker: Asker) -> QuerySet[Any]:
    return queries_exports.narrowed(rows, filters)


def _title(export: ListExport) -> str:
    """The list it is of, by its title; by its page where there is no such list any more."""
    known = listing_of(export.page, Asker(None, None, frozenset(map(str, Permission))))
    return str(known.title) if known else export.page


EXPORTS = register(
    Listing(
        page="jobs:exports",
        title=_("Files of lists"),
        columns=(
            Column(
                "when", _("Asked for on"), lambda export: export.created_at, by="created_at", kind=Kind.MOMENT
            ),
            Column(
                "who",
                _("Made for"),
                lambda export: export.requested_by.full_name,
                by="requested_by__full_name",
            ),
            Column("list", _("List"), _title, by="page"),
            Column("reason", _("Reason"), lambda export: export.reason),
            Column("rows", _("Rows"), lambda export: export.rows, by="rows", kind=Kind.NUMBER),
            Column("format", _("Format"), lambda export: export.get_file_format_display(), by="file_format"),
            Column("digest", _("Digest"), lambda export: export.digest, usual=False),
        ),
        form=export_filter,
        everybody=_everybody,
        narrow=_narrow,
        needs=frozenset({str(Permission.AUDIT_VIEW)}),
        newest_first=True,
        of_people=False,
    )
)
