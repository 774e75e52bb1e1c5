"""How the number of a letter is put together: ``WP.6.PAS22.PK.08.01-0001``."""

from string import Formatter

PARTS = frozenset({"prefix", "classification", "number", "year"})
DEFAULT_PATTERN = "{prefix}.{classification}-{number:04d}"


def is_pattern(pattern: str) -> bool:
    """Whether a pattern holds the running number and nothing that is not known."""
    try:
        fields = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        written(pattern, prefix="W", classification="P", number=1, year=2000)
    except (ValueError, KeyError, IndexError, AttributeError):
        return False
    return "number" in fields and fields <= PARTS


def written(pattern: str, *, prefix: str, classification: str, number: int, year: int) -> str:
    """Return the number as it stands on the paper."""
    return pattern.format(prefix=prefix, classification=classification, number=number, year=year)
