"""Texts in files that are opened with a spreadsheet: none of them may be taken for a formula."""

# A spreadsheet takes a cell that begins so for a formula and runs it; the wide ones it reads like the narrow ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe before it, where it looks like one.

    A register file that is read again loses the apostrophe (:mod:`inmates.domain.cells`).
    """
    return f"'{text}" if text.startswith(FORMULA) else text


__all__ = ["FORMULA", "harmless"]
