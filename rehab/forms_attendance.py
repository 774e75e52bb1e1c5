"""The attendance of a whole group on one form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from rehab import wording_attendance as wording
from rehab.domain.attendance import Excuse, Loss, Mark, Marked
from rehab.queries_sessions import RosterRow, sign_of_marks
from rutan.core.texts import TextField

ONE_BY_ONE = (Mark.PRESENT, Mark.EXCUSED, Mark.SICK, Mark.ABSENT)
REST_PRESENT = "rest_present"


@dataclass(frozen=True)
class AttendanceRow:
    """One person with their fields."""

    row: RosterRow
    mark: BoundField
    reason: BoundField
    note: BoundField

    @property
    def is_left_out(self) -> bool:
        """Whether the form was sent without a mark for this person."""
        return self.mark.form.is_bound and not self.mark.value()


class AttendanceForm(forms.Form):
    """A mark, a reason and a note for everybody who was to come.

    Nobody is marked beforehand: a wrong "present" that nobody chose would look like the truth. Whoever only has the
    exceptions to say presses "the others were present" (``deed=rest_present``).
    """

    def __init__(self, *args: Any, roster: Sequence[RosterRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = roster
        stored = {row.placement.pk: row.marked for row in roster if row.marked}
        self.seen_now = sign_of_marks(stored)
        for row in roster:
            key, marked, name = row.placement.pk, row.marked, row.placement.inmate.full_name
            known = marked if marked and marked.state in ONE_BY_ONE else None
            self.fields[f"mark-{key}"] = forms.ChoiceField(
                label=f"{name}, {_('Attendance')}",
                choices=[(mark.value, wording.MARKS[mark]) for mark in ONE_BY_ONE],
                widget=forms.RadioSelect,
                required=False,
                initial=known.state if known else None,
            )
            self.fields[f"reason-{key}"] = forms.ChoiceField(
                label=f"{name}, {_('Reason')}",
                choices=[("", _("Reason …")), *((each.value, wording.EXCUSES[each]) for each in Excuse)],
                widget=forms.Select(attrs={"class": "form-select"}),
                required=False,
                initial=known.reason if known else "",
            )
            self.fields[f"note-{key}"] = TextField(
                label=f"{name}, {_('Note')}",
                max_length=300,
                widget=forms.TextInput(attrs={"class": "form-control", "placeholder": _("Note")}),
                required=False,
                initial=known.note if known else "",
            )
        if stored:
            self.fields["correction"] = TextField(
                label=_("Why it is corrected"),
                max_length=300,
                required=False,
                help_text=_("Asked for when a mark that is stored changes; it is kept with the mark."),
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    @property
    def why_corrected(self) -> str:
        """Why marks that are stored change, where that was asked."""
        return str(self.cleaned_data.get("correction", ""))

    def rows(self) -> Iterator[AttendanceRow]:
        """Everybody with their fields, by name."""
        for row in self.roster:
            key = row.placement.pk
            yield AttendanceRow(row, self[f"mark-{key}"], self[f"reason-{key}"], self[f"note-{key}"])

    def marks(self) -> dict[int, Marked]:
        """What was marked, by the key of the placement; a reason counts only where somebody is excused."""
        found = {}
        rest = Mark.PRESENT.value if self.data.get("deed") == REST_PRESENT else ""
        for row in self.roster:
            key = row.placement.pk
            chosen = self.cleaned_data[f"mark-{key}"] or rest
            if chosen:
                mark = Mark(chosen)
                reason = self.cleaned_data[f"reason-{key}"] if mark is Mark.EXCUSED else ""
                found[key] = Marked(mark, reason, self.cleaned_data[f"note-{key}"])
        return found


class NotHeldForm(forms.Form):
    """Why a session was not held at all."""

    reason = forms.ChoiceField(
        label=_("Why it was not held"), choices=[(loss.value, wording.LOSSES[loss]) for loss in Loss]
    )
    note = TextField(label=_("Note"), max_length=300, required=False)

    def marks(self, roster: Sequence[RosterRow]) -> dict[int, Marked]:
        """The same mark for everybody."""
        marked = Marked(Mark.NOT_HELD, self.cleaned_data["reason"], self.cleaned_data["note"])
        return {row.placement.pk: marked for row in roster}
