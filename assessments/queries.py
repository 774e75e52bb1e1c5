"""Reads of forms and results, for this package's pages, the case file and rehabilitation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from assessments import wording
from assessments.domain.answers import asked
from assessments.domain.instrument import Instrument
from assessments.domain.leading import leading
from assessments.domain.scales import Number
from assessments.models import Assessment
from inmates.models import AccessGrant, Inmate
from inmates.queries_merging import kept_by_merged
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission, Role
from rutan.accounts.scope import Scope
from rutan.agencies.models import Agency


@dataclass(frozen=True)
class Figure:
    """One score and its band in words; ``value`` is None where only bands may be seen, or it was not computed."""

    code: str
    label: str
    value: Number | None
    band: str
    band_label: str
    shape: str


@dataclass(frozen=True)
class Read:
    """One form as a role may read it: a part the role may not see is not in it at all.

    ``overall`` is the band of the person where the instrument has one, else of its only score; ``leading`` the figure
    that explains it. ``answers`` are question and answer in words; None when they may not be seen.
    """

    id: int
    inmate_id: int
    instrument: str
    name: str
    title: str
    state: str
    state_label: str
    taken_on: date
    signed_at: datetime | None
    assessor: str
    agency: str
    reference_period: str
    anchor_on: date | None
    period: str
    figures: tuple[Figure, ...]
    overall: Figure | None
    leading: Figure | None
    flags: tuple[str, ...]
    answers: tuple[tuple[str, str], ...] | None


def assessments_of(inmate: Inmate, scope: Scope) -> list[Read]:
    """Return a person's forms, newest first, as the scope's user may read them; the record must be opened already."""
    assert scope.user is not None  # nobody reads for nobody
    # Permissions are those for the facility that is worked for, so they say nothing about people of another.
    here = scope.facility is not None and scope.facility.pk == inmate.facility_id
    if not here or not scope.may(Permission.SCORE_VIEW, Permission.BAND_VIEW, Permission.ANSWERS_VIEW):
        return []
    rows = Assessment.objects.visible_to(scope.user).of_people(inmate.row_keys).newest_first()
    return [read(row, scope) for row in rows.select_related("assessor", "agency")]


def read(row: Assessment, scope: Scope) -> Read:
    """Give a role what it may see of one form that it has reached."""
    definition = row.definition
    figures = _figures(definition, row, scope)
    return Read(
        id=row.pk,
        inmate_id=row.inmate_id,
        instrument=row.instrument,
        name=wording.name(row.instrument),
        title=wording.title(row.instrument),
        state=row.state,
        state_label=row.get_state_display(),
        taken_on=row.taken_on,
        signed_at=row.signed_at,
        assessor=row.assessor.full_name,
        agency=row.agency.short_name if row.agency else "",
        reference_period=row.reference_period,
        anchor_on=row.anchor_on,
        period=wording.period(definition, row.reference_period, row.anchor_on),
        figures=tuple(figure for figure in figures if figure.code not in _overall(definition)),
        overall=overall_of(definition, figures),
        leading=_leading(definition, row, figures),
        flags=wording.flags(definition, row.result["flags"]) if row.result and figures else (),
        answers=answers_in_words(row) if may_read_answers(row, scope) else None,
    )


def may_read_answers(row: Assessment, scope: Scope) -> bool:
    """Answers are for those who hold the permission, and for the assessor who wrote them down."""
    return scope.may(Permission.ANSWERS_VIEW) or (scope.user is not None and row.assessor_id == scope.user.pk)


def answers_in_words(row: Assessment) -> tuple[tuple[str, str], ...]:
    """Questions that were asked and their answers, in the order of asking."""
    definition = row.definition
    return tuple(
        (wording.question(definition, each.item.path), wording.answer(each.item, each.value))
        for each in asked(definition, row.answers)
    )


def _figures(definition: Instrument, row: Assessment, scope: Scope) -> tuple[Figure, ...]:
    if not row.result or not scope.may(Permission.SCORE_VIEW, Permission.BAND_VIEW):
        return ()
    scores = row.scores if scope.may(Permission.SCORE_VIEW) else {}
    return figures_of(definition, scores, row.bands)


def figures_of(
    definition: Instrument, scores: Mapping[str, Number | None], bands: Mapping[str, str | None]
) -> tuple[Figure, ...]:
    """Put scores and bands into words, in the order of the instrument, overall bands last."""
    codes = [*(each.code for each in definition.scores), *_overall(definition)]
    found = []
    for code in codes:
        band = bands.get(code) or ""
        found.append(
            Figure(
                code=code,
                label=wording.score(definition, code),
                value=scores.get(code),
                band=band,
                band_label=wording.band(definition, code, band),
                shape=wording.SHAPES.get(band, ""),
            )
        )
    return tuple(found)


def overall_of(definition: Instrument, figures: Sequence[Figure]) -> Figure | None:
    """The figure that speaks for the whole form: its overall band, else its only score."""
    codes = _overall(definition) or tuple(each.code for each in definition.scores)
    return next((each for each in figures if len(codes) == 1 and each.code == codes[0]), None)


def _overall(definition: Instrument) -> tuple[str, ...]:
    return tuple(each.code for each in definition.overall)


def _leading(definition: Instrument, row: Assessment, figures: Sequence[Figure]) -> Figure | None:
    """Which score stands out is known to whoever sees bands, even where the figure itself is not shown."""
    code = leading(definition, row.scores, row.bands)
    return next((each for each in figures if each.code == code), None)


def latest_signed(inmate: Inmate, instruments: Iterable[str], on: date) -> dict[str, Assessment]:
    """Return, by instrument, a person's last signed form taken on or before a day.

    For rules that decide, not for pages: what the reader may see is not looked at.
    """
    return {code: row for (_person, code), row in latest_signed_of([inmate.pk], instruments, on).items()}


def latest_signed_of(
    inmate_ids: Iterable[int], instruments: Iterable[str], on: date
) -> dict[tuple[int, str], Assessment]:
    """The same for many people in two queries, by person and instrument; forms of rows merged into theirs count too."""
    people = list(inmate_ids)
    into = kept_by_merged(people)
    rows = Assessment.objects.signed().of_people([*people, *into]).of_instrument(*instruments).taken_by(on)
    found: dict[tuple[int, str], Assessment] = {}
    for row in sorted(rows.latest_of_each(), key=lambda row: (row.taken_on, row.signed_at, row.pk)):
        found[into.get(row.inmate_id, row.inmate_id), row.instrument] = row
    return found


def agency_for(user: User, inmate: Inmate, *, on: date) -> Agency | None:
    """The agency as whose assessor a person takes a form of somebody: one to which the record is open."""
    agency_ids = {held.agency_id for held in user.reach.held if held.role == Role.ASSESSOR}
    grants: QuerySet[AccessGrant] = AccessGrant.objects.live(on=on).filter(
        inmate=inmate, agency__in=agency_ids
    )
    grant = grants.select_related("agency").order_by("agency_id", "pk").first()
    return grant.agency if grant else None
