"""DAST-10: problems with drugs other than alcohol and tobacco in the last 12 months.

domain.md 1.2 (Comorbidity Guidelines App. W; NIDA CDE 3254089; REM ``Dast10.cs``). Item 3 is reversed: *no*
scores 1, so that all *no* gives 1, not 0. Items 4 and 5 are not reversed (that is the 28-item DAST).
"""

from assessments.domain.instrument import Instrument, Item, Option, ReferencePeriod, Section
from assessments.domain.scales import Band, Part, Score

LABELS = (
    "Used drugs for more than medical need",
    "Used more than one drug at a time",
    "Can stop whenever wanted",
    "Blackouts or flashbacks through use",
    "Feels bad or guilty about use",
    "Partner or parents complain about use",
    "Family neglected because of use",
    "Broke the law to get drugs",
    "Felt withdrawal on stopping",
    "Medical problems through use",
)
REVERSED = "3"

BANDS = (
    Band("none", "No problem", 0),
    Band("low", "Low level", 1),
    Band("moderate", "Moderate level", 3),
    Band("substantial", "Substantial level", 6),
    Band("severe", "Severe level", 9),
)


def _item(number: int, label: str) -> Item:
    yes = 0 if str(number) == REVERSED else 1
    return Item(
        str(number),
        "all",
        label,
        options=(Option("no", "No", False, 1 - yes), Option("yes", "Yes", True, yes)),
    )


ITEMS = tuple(_item(number, label) for number, label in enumerate(LABELS, start=1))

DAST10 = Instrument(
    code="dast10",
    version="10",
    scoring_version="1",
    title="Drug abuse screening (DAST-10)",
    window="12 months",
    reference_periods=(ReferencePeriod.CALENDAR, ReferencePeriod.BEFORE_DETENTION),
    sections=(Section("all", "Drugs other than alcohol and tobacco"),),
    items=ITEMS,
    scores=(Score("total", "Total score", tuple(Part(item.path) for item in ITEMS), BANDS),),
    licence="Skinner 1982 and CAMH, non-commercial use with credit: only short labels are shown.",
    source="Comorbidity Guidelines (AU) App. W; NIDA CDE 3254089; REM Dast10.cs",
)
