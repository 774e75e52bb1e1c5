"""Which rows of a register file wait for a human: those that would make somebody another person.

The register number finds the person. Where name, NIK or birth date then differ from what is stored, either the office
has mended a slip, or the number was given to somebody else and the row would overwrite a stranger. Nobody but a human
can tell, so such a row is *held*: nothing of it is written until somebody has said which it is.

Two things are no doubt: another spelling of the same name (case, blanks, signs), and a NIK where none was stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from inmates.domain.judging import Change
from inmates.domain.register_row import FieldValue, plain

IDENTITY = ("full_name", "nik", "born_on")
# What a change of must be given a reason for.
NEEDS_A_REASON = frozenset({"full_name", "nik"})
NAME = "full_name"


class Verdict(StrEnum):
    """What a human said of a held row."""

    TAKE = "take"  # the same person; everything the row says is taken
    KEEP = "keep"  # the same person; name, NIK and birth date stay, the rest is taken
    OTHER = "other"  # somebody else: the row is wrong and nothing of it is taken


# What was seen when a verdict was given: field → [stored value, the row's value].
Seen = Mapping[str, Sequence[str | None]]


def doubts(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the fields by which the row may be about somebody else, in the order of :data:`IDENTITY`."""
    differing = {change.field for change in changes if _differs(change)}
    return tuple(field for field in IDENTITY if field in differing)


def is_somebody_else(doubtful: Iterable[str]) -> bool:
    """Say whether a row speaks of another person on its face: another name and another NIK or birth date."""
    fields = set(doubtful)
    return NAME in fields and len(fields) > 1


def by_itself(doubtful: Sequence[str]) -> Verdict | None:
    """What counts where nobody can be asked, as for the command: one mended field is taken, a stranger is not."""
    return None if is_somebody_else(doubtful) else Verdict.TAKE


def still_holds(verdict: Verdict, seen: Seen, changes: Iterable[Change]) -> bool:
    """Say whether a verdict is about what the row would change now: something may have changed since."""
    now = {change.field: [plain(change.old), plain(change.new)] for change in changes}
    fields = set(now) & set(IDENTITY)
    return fields == set(seen) & set(IDENTITY) and all(list(seen[field]) == now[field] for field in fields)


def granted(changes: Sequence[Change], verdict: Verdict | None) -> tuple[Change, ...]:
    """Return the changes of a row that may be written under a verdict; none while a held row waits."""
    fields = granted_fields([change.field for change in changes], doubts(changes), verdict)
    return tuple(change for change in changes if change.field in fields)


def granted_fields(
    changed: Iterable[str], doubtful: Iterable[str], verdict: Verdict | None
) -> frozenset[str]:
    """Return which of the changed fields may be written, given those that are in doubt."""
    held = frozenset(doubtful)
    if not held or verdict is Verdict.TAKE:
        return frozenset(changed)
    return frozenset(changed) - held if verdict is Verdict.KEEP else frozenset()


def lacks_a_reason(doubtful: Iterable[str], verdict: Verdict, reason: str) -> bool:
    """Say whether a reason must be given: another name or NIK is never taken without one."""
    return verdict is Verdict.TAKE and bool(NEEDS_A_REASON & set(doubtful)) and not reason.strip()


def _differs(change: Change) -> bool:
    if change.field not in IDENTITY or not change.old:
        return False
    if change.field == NAME:
        return _spelling(change.old) != _spelling(change.new)
    return change.old != change.new


def _spelling(name: FieldValue) -> str:
    """What two spellings of one name have in common."""
    return "".join(character for character in str(name).casefold() if character.isalnum())
