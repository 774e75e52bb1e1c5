"""Forms of cells: which day or place is looked at, who is moved where, and blocks and cells themselves."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.enums import Sex
from inmates.models import Block, Cell
from inmates.queries_whereabouts import Among
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.core.days import DayField
from rutan.core.texts import TextField

LARGEST = 500


class DayOfBoard(forms.Form):
    """The day that is looked at: today or one before."""

    on = DayField(label=_("On"), required=False)

    def __init__(self, data: Mapping[str, str], *, prefix: str | None = None) -> None:
        said = {key: value for key, value in data.items() if value}
        super().__init__({"on": clock.today().isoformat()} | said, prefix=prefix)

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

    def __init__(self, data: Mapping[str, str], *, facility: Facility, prefix: str | None = None) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["block"].queryset = Block.objects.at(facility)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["cell"].queryset = Cell.objects.at(facility)  # type: ignore[attr-defined]  # as above

    @property
    def among(self) -> Among:
        """Whom the list is about."""
        if not self.is_valid():
            return Among()
        found = self.cleaned_data
        return Among(found["block"], found["cell"], found["without"])


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
