"""Answers of invented people to instruments, by how much they are meant to be involved."""

import random
from enum import StrEnum
from typing import Any

LETTERS = "abcdefghij"
ALCOHOL, STIMULANTS, CANNABIS, OPIOIDS = "b", "e", "c", "i"
REVERSED_ITEM = "3"  # of DAST-10: "no" is what scores


class Involvement(StrEnum):
    """What a screening of somebody is meant to say."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    INJECTING = "injecting"


def assist(chance: random.Random, involvement: Involvement) -> dict[str, Any]:
    """Return a complete ASSIST answer object as the contract writes it; what is skipped is absent."""
    answers: dict[str, Any] = {letter: {"Q1": "no"} for letter in LETTERS}
    smokes = chance.random() < 0.7
    if smokes:
        answers["a"] = _smoker(chance)
    if involvement is Involvement.NONE:
        return answers | ({"Q8": "never"} if smokes else {})
    leading = chance.choices((STIMULANTS, CANNABIS, OPIOIDS), (7, 3, 1))[0]
    if involvement is Involvement.LOW:
        answers[leading] = {
            "Q1": "yes",
            "Q2": chance.choice(("never", "once_or_twice")),
            "Q6": "never",
            "Q7": "never",
        }
        if answers[leading]["Q2"] != "never":
            answers[leading] |= {"Q3": "never", "Q4": "never", "Q5": "never"}
    elif involvement is Involvement.MODERATE:
        answers[leading] = _moderate(chance)
    else:
        answers[leading] = _high(chance)
    if chance.random() < 0.4:
        answers[ALCOHOL] = {"Q1": "yes", "Q2": "never", "Q6": "never", "Q7": "never"}
    injected = "past_3_months" if involvement is Involvement.INJECTING else "never"
    return answers | {"Q8": injected}


def dast10(chance: random.Random, total: int) -> dict[str, bool]:
    """Return DAST-10 answers that score ``total`` (0 to 10)."""
    scoring = chance.sample([str(number) for number in range(1, 11)], total)
    return {
        item: (item in scoring) != (item == REVERSED_ITEM)
        for item in (str(number) for number in range(1, 11))
    }


def _smoker(chance: random.Random) -> dict[str, str]:
    """Somebody who smokes daily; Q5 is not asked of tobacco."""
    return {
        "Q1": "yes",
        "Q2": "daily",
        "Q3": chance.choice(("weekly", "daily")),
        "Q4": chance.choice(("never", "once_or_twice")),
        "Q6": chance.choice(("never", "earlier")),
        "Q7": chance.choice(("never", "earlier")),
    }


def _moderate(chance: random.Random) -> dict[str, str]:
    """Between 4 and 26 points: monthly use with few consequences."""
    return {
        "Q1": "yes",
        "Q2": chance.choice(("monthly", "weekly")),
        "Q3": chance.choice(("once_or_twice", "monthly")),
        "Q4": chance.choice(("never", "once_or_twice")),
        "Q5": "never",
        "Q6": chance.choice(("never", "earlier")),
        "Q7": chance.choice(("never", "earlier")),
    }


def _high(chance: random.Random) -> dict[str, str]:
    """27 points and more: daily use that costs duties, health and peace at home."""
    return {
        "Q1": "yes",
        "Q2": "daily",
        "Q3": chance.choice(("weekly", "daily")),
        "Q4": chance.choice(("weekly", "daily")),
        "Q5": chance.choice(("weekly", "daily")),
        "Q6": "past_3_months",
        "Q7": chance.choice(("earlier", "past_3_months")),
    }
