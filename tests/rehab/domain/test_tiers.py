"""The tiers and their order."""

from rehab.domain.tiers import Tier


def test_tiers_carry_the_words_of_the_staff_in_rising_order():
    assert [(tier.value, tier.rank) for tier in Tier] == [("ringan", 0), ("sedang", 1), ("berat", 2)]
