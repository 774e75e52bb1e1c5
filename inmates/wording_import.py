"""Sentences about importing: why a row is left out, what stands in the way of undoing."""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inmates import wording
from inmates.domain import holding
from inmates.domain.judging import JudgedRow
from inmates.domain.row_codes import RowCode
from inmates.domain.undoing import Hindrance, Obstacle
from inmates.models import ImportRow, Inmate

OBSTACLES: dict[Obstacle, str | Promise] = {
    Obstacle.GONE: gettext_lazy("The person was taken off the register since."),
    Obstacle.LEFT: gettext_lazy("The person has left since."),
    Obstacle.LATER_IMPORT: gettext_lazy("A later file changed the person."),
    Obstacle.LATER_LINE: gettext_lazy("The register history went on."),
    Obstacle.CHANGED: gettext_lazy("The person's data were changed since."),
    Obstacle.USED: gettext_lazy("Work hangs on the person"),
    Obstacle.NIK_TAKEN: gettext_lazy("Somebody else has the former NIK by now."),
    Obstacle.KEPT_APART: gettext_lazy(
        "The person would come together with somebody who is to be kept apart."
    ),
}


def field(name: str) -> str:
    """What a field of a person is called."""
    return str(Inmate._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column, no relation turned round


def left_out(row: ImportRow) -> str:
    """Say why a row is not stored, to whoever mends the file."""
    if not row.doubts:
        errors = [code for code in row.codes if RowCode(code).is_error]
        return " ".join(wording.remarks(errors, row.cells))
    told = "; ".join(f"{field(name)}: {row.changes[name][0]} → {row.changes[name][1]}" for name in row.doubts)
    if row.verdict == "other":
        said = _("Somebody else is stored under this register number ({told}).")
    else:
        said = _("Under this register number other data are stored and nobody has decided ({told}).")
    return said.format(told=told)


def held_back(row: JudgedRow) -> str:
    """Say that nothing of a row was stored, and which fields speak of somebody else."""
    doubtful = ", ".join(field(name) for name in holding.doubts(row.changes))
    said = _(
        "Held, nothing of it is stored: other data stand under this number ({fields})."
        " Hand the file in on the import page to decide."
    )
    return said.format(fields=doubtful)


def rows_left_out(count: int) -> str:
    """How many rows of a file are not stored."""
    said = ngettext("%(count)d row is left out.", "%(count)d rows are left out.", count)
    return said % {"count": count}


def rows_waiting(count: int) -> str:
    """How many held rows nobody has decided."""
    said = ngettext("%(count)d row waits for a decision", "%(count)d rows wait for a decision", count)
    return said % {"count": count}


def hindrance(found: Hindrance, *, kept_apart: Iterable[str] = ()) -> str:
    """Say everything that stands in the way of taking one row back.

    :param kept_apart: the sentences about whom the person would come together with.
    """
    said = {Obstacle.KEPT_APART: " ".join(kept_apart)}
    return " ".join(said.get(each) or _obstacle(each, found.used_by) for each in found.obstacles)


def not_stored() -> str:
    """An import that wrote nothing, or was put aside, has nothing that could be undone."""
    return _("This file is not stored, so there is nothing to undo.")


def _obstacle(obstacle: Obstacle, used_by: Sequence[str]) -> str:
    said = str(OBSTACLES[obstacle])
    if obstacle is not Obstacle.USED:
        return said
    return f"{said}: {', '.join(_table(label) for label in used_by)}."


def _table(label: str) -> str:
    """What the rows of a table are called; a table that nobody has named goes by what Django calls it."""
    return str(TABLES.get(label) or apps.get_model(label)._meta.verbose_name)


TABLES: dict[str, str | Promise] = {
    "inmates.AccessGrant": gettext_lazy("opened record"),
    "inmates.Consent": gettext_lazy("consent"),
    "inmates.KeepApart": gettext_lazy("kept apart from somebody"),
    "inmates.OfficialDate": gettext_lazy("official date"),
    "inmates.Remission": gettext_lazy("remission"),
    "inmates.Sentence": gettext_lazy("sentence"),
    "assessments.Assessment": gettext_lazy("assessment"),
    "rehab.Placement": gettext_lazy("placement"),
    "rehab.TierDecision": gettext_lazy("tier decision"),
    "timetable.Claim": gettext_lazy("place in the timetable"),
    "timetable.CoachingParticipant": gettext_lazy("protected hours"),
    "training.Enrolment": gettext_lazy("place in a batch"),
}
