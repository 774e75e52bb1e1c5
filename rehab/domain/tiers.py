"""The three tiers (kategori rehabilitasi) and their order."""

from enum import StrEnum


class Tier(StrEnum):
    """A level of rehabilitation; the values are the words staff use, stored everywhere as they are."""

    MILD = "ringan"
    MODERATE = "sedang"
    SEVERE = "berat"

    @property
    def rank(self) -> int:
        """Place in the order of severity, from 0. Compare ranks: the words sort by the alphabet."""
        return list(Tier).index(self)
