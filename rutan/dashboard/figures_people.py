"""Figures on people: how far they have come by the end of a month, and where they stand today."""

from datetime import timedelta

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from inmates import queries_lacking as lacking
from inmates.queries_figures import here_at_the_end_of
from rehab import queries_waiting as way
from rehab.domain.lifecycle import ENDED, PlacementState
from rehab.domain.stage import Stage
from rehab.domain.tiers import Tier
from rehab.models import Placement
from rehab.wording import PLACEMENT_STATES, STAGES
from rutan.core.templatetags.marks import ALSO_CALLED, TIER_WORDS
from rutan.dashboard.figure import Figure, Split

LEAVING_SOON = timedelta(days=30)
LEAVING = timedelta(days=90)
TOO_LONG = timedelta(days=14)
NO_TIER = "none"


def tier_word(code: str) -> str:
    """What a tier is called; none is called "no tier yet"."""
    return str(TIER_WORDS[ALSO_CALLED[code]] if code in ALSO_CALLED else _("no tier yet"))


def tier_of(code: str) -> str:
    """What the tier of a placement is called; there is none without."""
    return tier_word(code) if code in ALSO_CALLED else ""


def stage_and_tier(part: str) -> str:
    """ "To place, moderate" of ``to_place.sedang``."""
    stage, _dot, tier = part.partition(".")
    known = stage in set(Stage) and tier in (*Tier, NO_TIER)
    return f"{STAGES[Stage(stage)]}, {tier_word(tier).lower()}" if known else ""


def end_word(code: str) -> str:
    """How a placement ended."""
    return str(PLACEMENT_STATES[PlacementState(code)]) if code in ENDED else ""


BY_TIER = Split(key=lambda reading: F("group__programme__tier"), words=tier_of)
BY_END = Split(key=lambda reading: F("state"), words=end_word)
BY_STAGE = Split(
    key=lambda reading: Concat(F("stage"), Value("."), Coalesce(F("tier"), Value(NO_TIER))),
    words=stage_and_tier,
)

IN_PROGRAMME = Figure(
    "programme",
    _("In the programme"),
    _("Placements that had begun by the last day and had not ended by then."),
    lambda reading: Placement.objects.at(reading.facility).running_on(reading.last).filter(inmate__in=reading.people),
    split=BY_TIER,
)  # fmt: skip
UNSCREENED = Figure(
    "unscreened",
    _("Waiting for screening"),
    _(
        "People in custody on the last day without a signed ASSIST taken by then; they wait since their admission."
    ),
    lambda reading: way.unscreened_by(
        here_at_the_end_of(reading.facility, reading.last).filter(pk__in=reading.people), reading.last
    ),
    oldest="admitted_on",
)
OUTCOMES = Figure(
    "outcomes",
    _("Placements ended"),
    _("Placements that ended on a day of the month, by the way they ended."),
    lambda reading: (
        Placement.objects.at(reading.facility)
        .ended_between(reading.first, reading.last)
        .filter(inmate__in=reading.people)
    ),
    split=BY_END,
)
FUNNEL = (
    Figure(
        "screened",
        _("Screened"),
        _("People on the register, present or past, with a signed ASSIST taken by the last day."),
        lambda reading: way.screened_by(reading.people, reading.last),
    ),
    Figure(
        "at_risk",
        _("Moderate or high risk"),
        _("Of the people screened, those whose last ASSIST found moderate or high risk."),
        lambda reading: way.at_risk_by(reading.people, reading.last),
    ),
    Figure(
        "assessed",
        _("Assessed in depth"),
        _(
            "Of the people at moderate or high risk, those with a signed DAST-10 or ASI taken by the last day."
        ),
        lambda reading: way.assessed_by(reading.people, reading.last),
    ),
    Figure(
        "decided",
        _("Tier decided upon"),
        _("Of the people at moderate or high risk, those whose tier was finally decided by the last day."),
        lambda reading: way.decided_by(reading.people, reading.last),
    ),
    Figure(
        "placed",
        _("Placed in a group"),
        _("Of the people decided, those who were placed in a group by the last day."),
        lambda reading: way.placed_by(reading.people, reading.last),
    ),
    Figure(
        "completed",
        _("Programme completed"),
        _("Of the people placed, those who completed the programme by the last day."),
        lambda reading: way.completed_by(reading.people, reading.last),
    ),
)
STAGES_TODAY = Figure(
    "stages",
    _("In custody by stage"),
    _("People in custody today, by what has to happen next and the tier that was decided."),
    lambda reading: way.in_custody_with_stage(reading.people),
    split=BY_STAGE,
    of_today=True,
)
LEAVING_FIGURE = Figure(
    "leaving",
    _("Leaving within 30 days, not finished"),
    _(
        "People in custody at moderate or high risk or with a tier, who have not ended the programme and whose "
        "detention or sentence expires within 30 days. A detention is usually extended."
    ),
    lambda reading: way.leaving_unfinished(reading.people, on=reading.today, within=LEAVING_SOON),
    of_today=True,
    oldest="expires_on",
)
RELEASES = Figure(
    "releases",
    _("Leaving within 90 days, not finished"),
    _(
        "People in custody at moderate or high risk or with a tier, who have not ended the programme and whose "
        "detention or sentence expires within 90 days. A detention is usually extended."
    ),
    lambda reading: way.leaving_unfinished(reading.people, on=reading.today, within=LEAVING),
    of_today=True,
    oldest="expires_on",
)
UNDECIDED = Figure(
    "undecided",
    _("At risk, screened more than 14 days ago, tier not decided"),
    _(
        "People in custody at moderate or high risk who wait for a decision on their tier and were screened more "
        "than 14 days ago."
    ),
    lambda reading: way.undecided_since(reading.people, reading.today - TOO_LONG),
    of_today=True,
    oldest="screened_on",
)
UNPLACED = Figure(
    "unplaced",
    _("Decided more than 14 days ago, not placed"),
    _("People in custody who wait for a place and whose tier was decided more than 14 days ago."),
    lambda reading: way.unplaced_since(reading.people, reading.today - TOO_LONG),
    of_today=True,
    oldest="decided_at",
)
QUALITY = (
    Figure(
        "no_nik",
        _("Without a NIK"),
        _("People in custody today without a NIK in the register."),
        lambda reading: lacking.without_nik(reading.people),
        of_today=True,
    ),
    Figure(
        "no_cell",
        _("Without a cell"),
        _("People in custody today whose cell is not written down."),
        lambda reading: lacking.without_cell(reading.people),
        of_today=True,
    ),
    Figure(
        "no_expiry",
        _("Without a day of expiry"),
        _("People in custody today without the day on which their detention or sentence ends."),
        lambda reading: lacking.without_expiry(reading.people),
        of_today=True,
    ),
    Figure(
        "expired",
        _("Day of expiry has passed"),
        _(
            "People in custody today whose day of expiry has passed: extended and not entered, or to be released."
        ),
        lambda reading: lacking.past_expiry(reading.people, on=reading.today),
        of_today=True,
    ),
)
