"""Forms of a move: whose names are offered, and who goes into which cell."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inmates.forms_places import PeopleOfPlace
from inmates.models import Cell, Inmate
from inmates.queries_whereabouts import CellRow
from rutan.agencies.models import Facility
from rutan.core.days import MomentField
from rutan.core.texts import TextField

AMONG = "among"
CHOOSE = "choose"


def is_looking(sent: Mapping[str, str]) -> bool:
    """Whether a form was sent to see other people, or to choose differently, rather than to go on with the move."""
    return sent.get("step") == CHOOSE or f"{AMONG}-page" in sent


def so_far(sent: MultiValueDict[str, str]) -> dict[str, Any]:
    """What was entered, for a form that is not judged yet."""
    entered: dict[str, Any] = {name: sent[name] for name in sent}
    # A hidden box that is not ticked is sent as "False".
    swap = forms.BooleanField().to_python(sent.get("swap"))
    return entered | {"people": sent.getlist("people"), "swap": swap}


def without_who_stays(sent: MultiValueDict[str, str]) -> MultiValueDict[str, str]:
    """What was sent, less the person whom a button leaves out."""
    if "leave_out" not in sent:
        return sent
    kept = sent.copy()
    kept.setlist("people", [key for key in sent.getlist("people") if key != sent["leave_out"]])
    return kept


class PeopleToMove(PeopleOfPlace):
    """Whose names are offered to be moved, as they are now; its fields stand in the form of the move, which keeps the ticks.

    Words are posted with it: a name stands in no address.
    """

    words = TextField(label=_("Name or register number"), max_length=100, required=False)
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("words", "block", "cell", "without", "page")

    def __init__(self, data: Mapping[str, str], *, facility: Facility) -> None:
        super().__init__(data, facility=facility, prefix=AMONG)
        del self.fields["on"]

    @classmethod
    def of_address(cls, query: Mapping[str, str], *, facility: Facility) -> "PeopleToMove":
        """As a link to the page says it, by the names that other pages have for the same."""
        return cls({f"{AMONG}-{name}": value for name, value in query.items()}, facility=facility)

    @property
    def narrowed_by(self) -> str:
        """The words that are looked for."""
        return str(self.cleaned_data["words"]) if self.is_valid() else ""

    @property
    def number(self) -> int:
        """Which page of the people is shown."""
        return (self.cleaned_data["page"] if self.is_valid() else None) or 1


class MoveForm(forms.Form):
    """Who goes into which cell; or two who change theirs."""

    people = forms.ModelMultipleChoiceField(
        label=_("Who is moved"),
        queryset=Inmate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is moved.")},
    )
    cell = forms.TypedChoiceField(
        label=_("Into cell"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select({"class": "form-select"}),
    )
    swap = forms.BooleanField(
        label=_("The two chosen people change cells"),
        required=False,
        help_text=_("For exactly two people; no cell is chosen then."),
    )
    at = MomentField(
        label=_("Time of the move"),
        required=False,
        help_text=_("Empty means now. Fill it in for a move that was made before."),
    )
    reason = TextField(label=_("Reason"), max_length=300, required=False)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: QuerySet[Inmate], cells: Sequence[CellRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]  # a ModelMultipleChoiceField has one
        choices = [(row.cell.pk, cell_in_words(row)) for row in cells]
        self.fields["cell"].choices = [("", gettext("Choose a cell")), *choices]  # type: ignore[attr-defined]  # as above
        self.cells = {row.cell.pk: row.cell for row in cells}
        # The people are ticked in a table of the page.
        self.helper = FormHelper(self)
        self.helper.layout = Layout("cell", "swap", "at", "reason", "request_key")

    @property
    def target(self) -> Cell | None:
        """The cell that was chosen; none where two people change theirs."""
        chosen = self.cleaned_data.get("cell")
        return None if self.cleaned_data.get("swap") or chosen is None else self.cells[chosen]

    def clean(self) -> dict[str, Any]:
        """Ask for a cell, or for two people who change theirs."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("swap"):
            if "people" in cleaned and len(cleaned["people"]) != 2:
                self.add_error("swap", _("Choose exactly two people who change cells."))
            if cleaned.get("at"):
                self.add_error("at", _("People change cells now; leave this empty."))
        elif cleaned.get("cell") is None and "cell" not in self.errors:
            self.add_error("cell", _("Choose the cell."))
        return cleaned


def cell_in_words(row: CellRow) -> str:
    """A cell with what is free in it, for a list to choose from."""
    words = {"cell": row.cell.code, "people": row.occupancy.people, "capacity": row.occupancy.capacity}
    words["sex"] = row.cell.block.get_sex_display()
    if row.occupancy.over:
        return gettext("%(cell)s (%(sex)s): %(people)d of %(capacity)d, overcrowded") % words
    text = ngettext(
        "%(cell)s (%(sex)s): %(people)d of %(capacity)d, %(free)d place free",
        "%(cell)s (%(sex)s): %(people)d of %(capacity)d, %(free)d places free",
        row.occupancy.free,
    )
    return text % {**words, "free": row.occupancy.free}
