"""How the number of a letter is put together: ``WP.6.PAS22.PK.08.01-0001``."""

DEFAULT_PATTERN = "{prefix}.{classification}-{number:04d}"
# What a pattern may hold: plain text and these parts, the running number at least once.
_PART = r"([^{}]|\{(prefix|classification|year|number(:0[1-9]d)?)\})*"
PATTERN = rf"^{_PART}\{{number(:0[1-9]d)?\}}{_PART}$"


def written(pattern: str, *, prefix: str, classification: str, number: int, year: int) -> str:
    """Return the number as it stands on the paper; ``pattern`` is one that ``PATTERN`` lets through."""
    return pattern.format(prefix=prefix, classification=classification, number=number, year=year)
