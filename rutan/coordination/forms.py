"""Forms of coordination."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.models import Block, Inmate, InmateQuerySet
from rutan.agencies.models import Agency
from rutan.coordination.enums import Shown
from rutan.core.texts import TextField

UNKNOWN_AGENCY = _("No agency of this code has an agreement with this facility. Choose one from the list.")


class PeopleFilter(forms.Form):
    """Whom a list shows: for which agency, by what it sees, in which block, by which words (sealed, never a name)."""

    agency = forms.TypedChoiceField(label=_("Agency"), error_messages={"invalid_choice": UNKNOWN_AGENCY})
    shown = forms.TypedChoiceField(
        label=_("Show"), choices=Shown, coerce=Shown, required=False, empty_value=Shown.ALL
    )
    block = forms.TypedChoiceField(label=_("Block"), required=False, empty_value=None)
    words = TextField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, agencies: list[Agency], blocks: list[Block]) -> None:
        first = {"agency": agencies[0].code} if agencies else {}
        super().__init__({**first, **{name: data[name] for name in data}})
        _offer(self.fields["agency"], {agency.code: agency for agency in agencies}, str)
        _offer(self.fields["block"], {block.code: block for block in blocks}, str, empty=_("All blocks"))


class WordsForm(forms.Form):
    """The words a list is narrowed by, before they are sealed."""

    words = TextField(max_length=100, required=False)


class PeoplePicked(forms.Form):
    """The people ticked in a list, and the agency the list was for."""

    agency = forms.TypedChoiceField(
        error_messages={"invalid_choice": UNKNOWN_AGENCY, "required": UNKNOWN_AGENCY}
    )
    ids: forms.ModelMultipleChoiceField[Inmate] = forms.ModelMultipleChoiceField(
        queryset=None,
        error_messages={"required": _("Tick at least one person."), "invalid_choice": _("This list is old.")},
    )

    def __init__(self, data: Any, *, agencies: list[Agency], people: InmateQuerySet) -> None:
        super().__init__(data)
        _offer(self.fields["agency"], {agency.code: agency for agency in agencies}, str)
        self.fields["ids"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField has one

    def clean_ids(self) -> list[int]:
        """Only their keys are needed further on."""
        people: list[Inmate] = list(self.cleaned_data["ids"])
        return [person.pk for person in people]

    @property
    def reasons(self) -> str:
        """Everything that is wrong, in one sentence after the other."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


def _offer(field: forms.Field, rows: dict[str, Any], label: Any, *, empty: Any = None) -> None:
    """Offer rows under their codes; the code chosen becomes the row."""
    choices = [(code, label(row)) for code, row in rows.items()]
    field.choices = [("", empty), *choices] if empty else choices  # type: ignore[attr-defined]  # a ChoiceField has choices
    field.coerce = rows.__getitem__  # type: ignore[attr-defined]  # and a typed one this
