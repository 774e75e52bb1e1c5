"""How one edition of a report differs from the one before."""

from dataclasses import dataclass

from rutan.reports.domain.report import Figure, Report


@dataclass(frozen=True)
class Change:
    """A figure that is not the same: its values, and how many of its rows are new or gone.

    A value is None where an edition does not have the figure at all. Equal values with other rows are a change too.
    """

    code: str
    label: str
    before: int | None
    after: int | None
    added: int
    removed: int


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """Return every figure that differs, in the order of the later edition, gone ones last."""
    codes = dict.fromkeys([*after.figures, *before.figures])
    found = [_change(before.figures.get(code), after.figures.get(code)) for code in codes]
    return tuple(change for change in found if change)


def _change(before: Figure | None, after: Figure | None) -> Change | None:
    known = after or before
    assert known is not None  # a code stands in one of the two
    old, new = set(before.rows if before else ()), set(after.rows if after else ())
    if before and after and old == new:
        return None
    return Change(
        code=known.code,
        label=known.label,
        before=before.value if before else None,
        after=after.value if after else None,
        added=len(new - old),
        removed=len(old - new),
    )
