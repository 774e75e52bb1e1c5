"""WHO ASSIST 3.1: alcohol, smoking and substance involvement, screening (skrining adiksi).

Weights, skip rules and bands: domain.md 1.1 (VistA tests 155 and 601.91; PMC4983530 Table 1; WHO-ASSIST). The
traps: Q1 and Q8 carry no score; tobacco has no Q5, an answer to it is ignored; Q6 and Q7 are asked of
whatever was ever used, even without recent use; there is no total over substances; alcohol has its own lowest
band; the person's band leaves tobacco out, or nearly every smoker would be at least moderate.
"""

from assessments.domain.conditions import NEVER, AllOf, AnyOf, Condition, Is
from assessments.domain.instrument import Group, Instrument, Item, Option, ReferencePeriod, Section, Sign
from assessments.domain.scales import Band, Number, Overall, Part, Score

SUBSTANCES = (
    ("a", "tobacco", "Tobacco"),
    ("b", "alcohol", "Alcohol"),
    ("c", "cannabis", "Cannabis"),
    ("d", "cocaine", "Cocaine"),
    ("e", "ats", "Amphetamine-type stimulants (shabu, ecstasy)"),
    ("f", "inhalants", "Inhalants"),
    ("g", "sedatives", "Sedatives or sleeping pills"),
    ("h", "hallucinogens", "Hallucinogens"),
    ("i", "opioids", "Opioids"),
    ("j", "other", "Other substance"),
)
LETTERS = tuple(letter for letter, _code, _label in SUBSTANCES)

SECTIONS = (
    Section("Q1", "Ever used, outside medical advice"),
    Section("Q2", "How often used"),
    Section("Q3", "Strong wish or urge to use"),
    Section("Q4", "Health, social, legal or money problems through use"),
    Section("Q5", "Duties left undone because of use"),
    Section("Q6", "Somebody close was worried about the use"),
    Section("Q7", "Tried to cut down or stop and did not manage"),
    Section("Q8", "Ever injected a substance, outside medical advice"),
)

FREQUENCY = (
    ("never", "Never", "Not once in the period"),
    ("once_or_twice", "Once or twice", "1 to 2 times in 3 months"),
    ("monthly", "Monthly", "1 to 3 times a month"),
    ("weekly", "Weekly", "1 to 4 times a week"),
    ("daily", "Daily or almost daily", "5 to 7 days a week"),
)
RECENCY = (
    ("never", "No, never"),
    ("past_3_months", "Yes, within the 3-month period"),
    ("earlier", "Yes, but only before that period"),
)
YES_NO = (Option("no", "No", "no", 0), Option("yes", "Yes", "yes", 3))

RISK = ("low", "Low risk"), ("moderate", "Moderate risk"), ("high", "High risk")


def _frequency(*weights: Number) -> tuple[Option, ...]:
    return tuple(
        Option(code, label, code, weight, meaning)
        for (code, label, meaning), weight in zip(FREQUENCY, weights, strict=True)
    )


def _recency(*weights: Number) -> tuple[Option, ...]:
    return tuple(
        Option(code, label, code, weight) for (code, label), weight in zip(RECENCY, weights, strict=True)
    )


OPTIONS = {
    "Q1": YES_NO,
    "Q2": _frequency(0, 2, 3, 4, 6),
    "Q3": _frequency(0, 3, 4, 5, 6),
    "Q4": _frequency(0, 4, 5, 6, 7),
    "Q5": _frequency(0, 5, 6, 7, 8),
    "Q6": _recency(0, 6, 3),
    "Q7": _recency(0, 6, 3),
    "Q8": _recency(0, 2, 1),
}
SCORED = ("Q2", "Q3", "Q4", "Q5", "Q6", "Q7")


def _ever(letter: str) -> Condition:
    return Is(f"{letter}.Q1", ("yes",))


def _recently(letter: str) -> Condition:
    return Is(f"{letter}.Q2", ("once_or_twice", "monthly", "weekly", "daily"))


def _asked(letter: str, question: str) -> Condition:
    """Skip rules 2 to 6."""
    if question == "Q1":
        return AllOf(())
    if question == "Q5" and letter == "a":
        return NEVER
    return AllOf((_ever(letter), _recently(letter))) if question in ("Q3", "Q4", "Q5") else _ever(letter)


def _items() -> tuple[Item, ...]:
    repeated = [
        Item(section.code, section.code, section.label, OPTIONS[section.code], group=letter, asked=asked)
        for section in SECTIONS[:-1]
        for letter in LETTERS
        for asked in (_asked(letter, section.code),)
    ]
    name = Item("j_name", "Q1", "Name of the other substance", text_most=100, asked=_ever("j"))
    # Skip rules 1 and 7: injecting is asked last, and not at all of someone who never used anything.
    injecting = SECTIONS[-1]
    last = Item(
        injecting.code,
        injecting.code,
        injecting.label,
        OPTIONS[injecting.code],
        asked=AnyOf(tuple(_ever(letter) for letter in LETTERS)),
    )
    first = len(LETTERS)
    return (*repeated[:first], name, *repeated[first:], last)


def _bands(moderate: int) -> tuple[Band, ...]:
    return tuple(
        Band(code, label, least) for (code, label), least in zip(RISK, (0, moderate, 27), strict=True)
    )


def _score(letter: str, code: str, label: str) -> Score:
    parts = tuple(Part(f"{letter}.{question}") for question in SCORED)
    return Score(code, label, parts, _bands(11 if code == "alcohol" else 4))


ASSIST = Instrument(
    code="assist",
    version="3.1",
    scoring_version="1",
    title="Alcohol, smoking and substance screening (WHO ASSIST 3.1)",
    window="3 months",
    reference_periods=(ReferencePeriod.CALENDAR, ReferencePeriod.BEFORE_DETENTION),
    sections=SECTIONS,
    groups=tuple(Group(letter, label) for letter, _code, label in SUBSTANCES),
    items=_items(),
    scores=tuple(_score(*substance) for substance in SUBSTANCES),
    overall=(Overall("person", "Person, tobacco left out", tuple(code for _l, code, _n in SUBSTANCES[1:])),),
    advice=(
        Sign(
            "probe_school_age",
            "Nothing was ever used: ask once more about the time at school before you stop.",
            AllOf(tuple(Is(f"{letter}.Q1", ("no",)) for letter in LETTERS)),
        ),
        Sign(
            "offer_blood_borne_tests",
            "Injected recently: offer counselling and tests for HIV, hepatitis B and C, whatever the score.",
            Is("Q8", ("past_3_months",)),
        ),
        Sign(
            "check_blood_borne_tests",
            "Injected earlier: give advice and check whether blood-borne infections were tested.",
            Is("Q8", ("earlier",)),
        ),
    ),
    licence="WHO 2010, all rights reserved: only short labels are shown, the site loads the wording.",
    source="WHO-ASSIST 2010; VistA MH test 155; PMC4983530 Table 1",
)
