"""A person's own facts, and a sign of each for whoever corrects them."""

from typing import Any

from inmates.domain.person_facts import FACTS
from inmates.models import Inmate
from rutan.core.seen import sign_of


def facts_of(inmate: Inmate) -> dict[str, Any]:
    """What is stored of a person's own facts."""
    return {name: getattr(inmate, name) for name in FACTS}


def signs_of(inmate: Inmate) -> dict[str, str]:
    """A sign of each fact, for a form to carry what was seen."""
    return {
        name: sign_of([(value if value is None else str(value),)]) for name, value in facts_of(inmate).items()
    }
