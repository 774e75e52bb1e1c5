"""Forms of cells: which day or place is looked at, who is moved where, and blocks and cells themselves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from inmates.enums import Sex
from inmates.models import Block, Cell, Inmate
from inmates.queries_whereabouts import Among, CellRow
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.core.days import DayField, MomentField
from rutan.core.texts import TextField

LARGEST = 500


class DayOfBoard(forms.Form):
    """The day that is looked at: today or one before."""

    on = DayField(label=_("On"), required=False)

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__(
            {"on": clock.today().isoformat()} | {key: value for key, value in data.items() if value}
        )

    def clean_on(self) -> date:
        """Refuse a day that is still to come."""
        day: date | None = self.cleaned_data["on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("That day is still to come."))
        return day or clock.today()

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        return self.cleaned_data["on"] if "on" not in self.errors else clock.today()


class PeopleOfPlace(DayOfBoard):
    """The block or cell whose people are shown, or those without a cell."""

    block = forms.ModelChoiceField(
        label=_("Block"), required=False, queryset=Block.objects.none(), empty_label=_("All blocks")
    )
    cell = forms.ModelChoiceField(
        label=_("Cell"), required=False, queryset=Cell.objects.none(), empty_label=_("All cells")
    )
    without = forms.BooleanField(label=_("Without a cell"), required=False)

    def __init__(self, data: Mapping[str, str], *, facility: Facility) -> None:
        super().__init__(data)
        self.fields["block"].queryset = Block.objects.at(facility)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["cell"].queryset = Cell.objects.at(facility)  # type: ignore[attr-defined]  # as above

    @property
    def among(self) -> Among:
        """Whom the list is about."""
        if not self.is_valid():
            return Among()
        found = self.cleaned_data
        return Among(found["block"], found["cell"], found["without"])


class PeopleToMove(PeopleOfPlace):
    """The block or cell whose people are offered to be moved, as they are now; its fields stand beside those of the move."""

    def __init__(self, data: Mapping[str, str], *, facility: Facility) -> None:
        super().__init__({key: value for key, value in data.items() if key != "on"}, facility=facility)
        self.auto_id = "among_%s"
        self.fields["on"].widget = forms.HiddenInput()


class MoveForm(forms.Form):
    """Who goes into which cell; or two who change theirs."""

    people = forms.ModelMultipleChoiceField(
        label=_("Who is moved"),
        queryset=Inmate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who is moved.")},
    )
    cell = forms.TypedChoiceField(label=_("Into cell"), required=False, coerce=int, empty_value=None)
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


class BlockForm(forms.Form):
    """What a block is called, and for whom it is."""

    code = TextField(label=_("Code"), max_length=10)
    name = TextField(label=_("Name"), max_length=100, required=False)
    sex = forms.TypedChoiceField(
        label=_("For"), choices=Sex, coerce=Sex, help_text=_("Changed only while nobody else is in it.")
    )


class NewBlockForm(BlockForm):
    """A block that is added."""

    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class CellForm(forms.Form):
    """What a cell is called, and for how many it is."""

    code = TextField(label=_("Code"), max_length=20, help_text=_("As the register writes it, such as B2."))
    capacity = forms.IntegerField(label=_("Capacity"), min_value=1, max_value=LARGEST)


class NewCellForm(CellForm):
    """A cell that is added."""

    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
