"""Forms of case officers: whom the list shows, and who becomes the case officer of whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate, InmateQuerySet
from rehab.enums import Cared
from rutan.accounts.models import User
from rutan.core import clock
from rutan.core.days import DayField
from rutan.core.turning import key_in


class CaredFilter(forms.Form):
    """Whom the list shows, and of which case officer."""

    shown = forms.TypedChoiceField(
        label=_("Show"), choices=Cared, coerce=Cared, required=False, empty_value=Cared.PARTICIPANTS
    )
    officer = forms.ModelChoiceField(
        label=_("Case officer"), required=False, queryset=User.objects.none(), empty_label=_("All")
    )

    def __init__(self, data: Mapping[str, str], *, officers: Sequence[User]) -> None:
        super().__init__(data)
        self.fields["officer"].queryset = _among(officers)  # type: ignore[attr-defined]  # a ModelChoiceField has one


class PeoplePicked(forms.Form):
    """The people ticked in the list."""

    ids: forms.ModelMultipleChoiceField[Inmate] = forms.ModelMultipleChoiceField(
        queryset=None,
        error_messages={"required": _("Tick at least one person."), "invalid_choice": _("This list is old.")},
    )

    def __init__(self, data: Any, *, people: InmateQuerySet) -> None:
        super().__init__(data)
        self.fields["ids"].queryset = people  # type: ignore[attr-defined]  # a ModelMultipleChoiceField has one

    @property
    def people(self) -> list[Inmate]:
        """Those ticked, by name."""
        return sorted(self.cleaned_data["ids"], key=lambda person: (person.full_name, person.pk))

    @property
    def reasons(self) -> str:
        """Everything that is wrong, in one sentence after the other."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class AssignForm(forms.Form):
    """Who becomes the case officer of those ticked, from which day on."""

    officer = forms.ModelChoiceField(
        label=_("Case officer"), queryset=User.objects.none(), empty_label=_("Choose")
    )
    starts_on = DayField(label=_("Case officer since"), help_text=_("Today or a day before."))

    def __init__(self, data: Any = None, *, officers: Sequence[User]) -> None:
        super().__init__(data, initial={"starts_on": clock.today()})
        self.fields["officer"].queryset = _among(officers)  # type: ignore[attr-defined]  # a ModelChoiceField has one

    def clean_starts_on(self) -> date:
        """Whoever is to be a case officer later is made one then."""
        day: date = self.cleaned_data["starts_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The day lies in the future."))
        return day


def keys_in(texts: Sequence[str]) -> list[int]:
    """Keys of rows in what a form sent; what cannot be one is left out."""
    return [key for text in texts if (key := key_in(text)) is not None]


def _among(officers: Sequence[User]) -> Any:
    return User.objects.filter(pk__in=[officer.pk for officer in officers]).order_by("full_name", "pk")
