"""The figures of intake and screening: who came, who was screened, with what result."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import wording as words_of_assessments
from assessments.domain import registry
from assessments.domain.leading import leading
from assessments.models import SCREENING, Assessment
from inmates import queries_figures as people
from inmates.enums import Sex
from inmates.models import Inmate
from rutan.agencies.models import Facility
from rutan.reports.assembly import Assembled, Piece, as_of_the_report, assembled, breakdown, totals
from rutan.reports.catalogue import Part, figure
from rutan.reports.domain.months import Month
from rutan.reports.domain.report import Figure
from rutan.reports.domain.splitting import age_group, age_groups, case_kind, register_status, split

SCREENED = "intake.screened"
BANDS = ("high", "moderate", "low")
NO_SUBSTANCE = "none"


@dataclass(frozen=True)
class Screened:
    """One person screened in the month, with everything the section splits by."""

    inmate_id: int
    band: str
    substance: str
    sex: str
    age: str
    status: str
    case: str


def intake(facility: Facility, month: Month) -> Assembled:
    """Return the section on intake and screening. All parts are split from the same rows as their total."""
    screened = screened_in(facility, month)
    return assembled(
        Part.INTAKE,
        (
            totals(_("Register"), *_register(facility, month)),
            totals(_("Screening"), figure(SCREENED, tuple(sorted(row.inmate_id for row in screened)))),
            _by("band", _("Risk (ASSIST)"), screened, _bands()),
            _by("substance", _("Leading substance"), screened, _substances()),
            _by("sex", _("Sex"), screened, {sex.value: str(sex.label) for sex in Sex}),
            _by("age", _("Age"), screened, {group: _("%(group)s years") % {"group": group} for group in age_groups()}),
            _by("status", _("Register status"), screened, {"detainee": _("Detainee (A)"), "prisoner": _("Prisoner (B)")}),
            _by("case", _("Kind of case"), screened, _cases()),
        ),
        (as_of_the_report(_("Register status")),),
    )  # fmt: skip


def screened_in(facility: Facility, month: Month) -> list[Screened]:
    """Return who was screened in a month, each by the last signed ASSIST of that month."""
    rows = Assessment.objects.signed().at(facility).of_instrument(SCREENING)
    rows = rows.taken_between(month.first_day, month.last_day).latest_of_each_person()
    found = list(rows.select_related("inmate").defer("answers"))
    going_on = people.going_on_of(row.inmate for row in found if row.inmate.is_merged)
    return [_screened(row, going_on.get(row.inmate_id, row.inmate)) for row in found]


def _screened(row: Assessment, person: Inmate) -> Screened:
    result = row.result
    assert result is not None  # a signed form has one
    return Screened(
        inmate_id=person.pk,
        band=result["bands"]["person"],
        substance=leading(row.definition, result["scores"], result["bands"]) or NO_SUBSTANCE,
        sex=person.sex,
        age=age_group(person.born_on, row.taken_on),
        status=register_status(person.register_code),
        case=case_kind(person.offence),
    )


def _register(facility: Facility, month: Month) -> list[Figure]:
    first, last = month.first_day, month.last_day
    sets = {
        "intake.custody": people.here_at_the_end_of(facility, last),
        "intake.admitted": people.admitted_between(facility, first, last),
        "intake.left": people.left_between(facility, first, last),
    }
    return [
        figure(code, tuple(rows.order_by("pk").values_list("pk", flat=True))) for code, rows in sets.items()
    ]


def _by(name: str, title: str, screened: list[Screened], words: dict[str, str]) -> Piece:
    parts = split([(row.inmate_id, getattr(row, name)) for row in screened], words)
    return breakdown(title, f"intake.{name}", parts, words, of=SCREENED)


def _bands() -> dict[str, str]:
    instrument = registry.instrument(SCREENING)
    return {band: words_of_assessments.band(instrument, "person", band) for band in BANDS}


def _substances() -> dict[str, str]:
    instrument = registry.instrument(SCREENING)
    (person,) = instrument.overall
    words = {code: words_of_assessments.score(instrument, code) for code in person.over}
    return words | {NO_SUBSTANCE: _("None")}


def _cases() -> dict[str, str]:
    return {
        "narcotics": _("Narcotics"),
        "other": _("Other cases"),
        "unknown": _("Not written in the register"),
    }
