"""PHQ-9: signs of depression in the last two weeks; item 9 above zero is an alert whatever the total.

domain.md 1.7 (CamCOPS, VistA). May be shipped without permission; the labels are short paraphrases all the
same.
"""

from assessments.domain.conditions import Is
from assessments.domain.instrument import Instrument, Item, Option, ReferencePeriod, Section, Sign
from assessments.domain.scales import Band, Part, Score

LABELS = (
    "Little interest or joy in doing things",
    "Low, sad or without hope",
    "Trouble sleeping, or sleeping too much",
    "Tired, little energy",
    "Poor appetite or eating too much",
    "Feeling bad about oneself, or a failure",
    "Trouble concentrating",
    "Slowed down, or restless",
    "Thoughts of being better off dead or of self-harm",
)
OPTIONS = (
    Option("0", "Not at all", 0, 0),
    Option("1", "Several days", 1, 1),
    Option("2", "More than half of the days", 2, 2),
    Option("3", "Nearly every day", 3, 3),
)
BANDS = (
    Band("minimal", "Minimal signs", 0),
    Band("mild", "Mild signs", 5),
    Band("moderate", "Moderate signs", 10),
    Band("moderately_severe", "Moderately severe signs", 15),
    Band("severe", "Severe signs", 20),
)
ITEMS = tuple(Item(str(number), "all", label, OPTIONS) for number, label in enumerate(LABELS, start=1))

PHQ9 = Instrument(
    code="phq9",
    version="9",
    scoring_version="1",
    title="Signs of depression (PHQ-9)",
    window="2 weeks",
    reference_periods=(ReferencePeriod.CALENDAR,),
    sections=(Section("all", "How often troubled by"),),
    items=ITEMS,
    scores=(Score("total", "Total score", tuple(Part(item.path) for item in ITEMS), BANDS),),
    flags=(
        Sign(
            "self_harm",
            "Thoughts of self-harm: speak with the person and call the clinic today.",
            Is("9", (1, 2, 3)),
        ),
    ),
    licence="Free to use, no permission needed.",
    source="CamCOPS phq9.py; VistA Mental Health PHQ9",
)
