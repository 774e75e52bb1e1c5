"""The code under which anybody can check a paper: 100 random bits, spelt so that it can be read out and typed.

The alphabet is Crockford's: digits and capital letters without I, L, O and U, so that no two signs look alike.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
BITS = LENGTH * 5
GROUP = 5
LOOK_ALIKE = str.maketrans("OIL", "011")
SEPARATORS = str.maketrans("", "", " -–\t")


def spelt(number: int) -> str:
    """Return the code of a random number below ``2 ** BITS``."""
    assert 0 <= number < 1 << BITS
    return "".join(ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))


def shown(code: str) -> str:
    """Return the code in groups of five, as it stands on a paper."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(text: str) -> str:
    """Return the code somebody typed, or an empty string when it cannot be one."""
    code = text.strip().upper().translate(SEPARATORS).translate(LOOK_ALIKE)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
