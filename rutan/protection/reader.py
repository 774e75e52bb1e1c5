"""Reads the classification once."""

import tomllib
from functools import cache
from pathlib import Path

from rutan.protection.domain.classification import Classification, parse

FILE = Path(__file__).with_name("classification.toml")


@cache
def classification() -> Classification:
    """Return what the file says.

    :raises BadClassification: when it says something that cannot be meant.
    """
    return parse(tomllib.loads(FILE.read_text(encoding="utf-8")))
