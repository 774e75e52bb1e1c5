"""The list of people."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inmates import queries_people
from inmates.enums import CustodyState
from inmates.forms_list import people_filter
from inmates.models import Inmate
from rutan.accounts.permissions import Permission as P
from rutan.core import clock
from rutan.core.listing.definition import OF_THE_HOUSE, Asker, Column, Kind, Listing, register

HOUSE = frozenset({OF_THE_HOUSE})
DATES, LEGAL, CELL, NIK = (
    frozenset({str(needed)}) for needed in (P.DATES_VIEW, P.LEGAL_VIEW, P.CELL_VIEW, P.NIK_VIEW)
)

# Whoever is not told a field does not learn by looking for words what stands in it.
WORDS = {"full_name": frozenset[str](), "alias": HOUSE, "register_number": DATES}


def _everybody(asker: Asker) -> QuerySet[Any]:
    return queries_people.reached_by(asker.user, asker.facility)


def _narrow(people: QuerySet[Any], filters: Mapping[str, Any], asker: Asker) -> QuerySet[Any]:
    by = [field for field, needs in WORDS.items() if asker.may(needs)]
    return queries_people.narrowed(people, filters, on=clock.today(), by=by)  # type: ignore[arg-type]  # it began as people


def _age(person: Inmate) -> int:
    """Whole years today."""
    today: date = clock.today()
    born = person.born_on
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


PEOPLE = register(
    Listing(
        page="inmates:list",
        title=_("Inmates"),
        columns=(
            Column("name", _("Name"), lambda person: person.full_name, by="full_name"),
            Column(
                "number", _("Register"), lambda person: person.register_number, DATES, by="register_number"
            ),
            Column(
                "code",
                _("Register code"),
                lambda person: person.register_code,
                DATES,
                by="register_code",
                usual=False,
            ),
            Column("offence", _("Offence"), lambda person: person.offence, LEGAL, by="offence"),
            Column("cell", _("Cell"), lambda person: person.cell and person.cell.code, CELL, by="cell__code"),
            Column(
                "admitted",
                _("Admitted"),
                lambda person: person.admitted_on,
                DATES,
                by="admitted_on",
                kind=Kind.DAY,
            ),
            Column(
                "expires",
                _("Expires"),
                lambda person: person.expires_on,
                DATES,
                by="expires_on",
                kind=Kind.DAY,
            ),
            Column(
                "born",
                _("Born"),
                lambda person: person.born_on,
                DATES,
                by="born_on",
                kind=Kind.DAY,
                usual=False,
            ),
            Column("age", _("Age"), _age, DATES, kind=Kind.NUMBER, usual=False),
            Column("sex", _("Sex"), lambda person: person.get_sex_display(), DATES, by="sex", usual=False),
            Column("nik", _("NIK"), lambda person: person.masked_nik, NIK, usual=False),
            Column("alias", _("Alias"), lambda person: person.alias, HOUSE, by="alias", usual=False),
            Column(
                "state",
                _("State"),
                lambda person: str(CustodyState(person.state).label),
                by="state",
                usual=False,
            ),
            Column(
                "left",
                _("Left on"),
                lambda person: person.left_on,
                DATES,
                by="left_on",
                kind=Kind.DAY,
                usual=False,
            ),
            Column("remark", _("Remark"), lambda person: person.remark, LEGAL, usual=False),
        ),
        form=people_filter,
        everybody=_everybody,
        narrow=_narrow,
        needs=frozenset({str(P.INMATE_VIEW)}),
        address_of=lambda person: reverse("inmates:show", args=[person.pk]),
        under=lambda person: person.alias,
        under_needs=HOUSE,
        private=frozenset({"words"}),
    )
)
