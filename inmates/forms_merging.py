"""Forms about rows that may be one person."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates import wording_merging
from inmates.models import Inmate
from inmates.queries_merging import CHOSEN, Choice, clashes_of
from rutan.core import dates
from rutan.core.texts import TextField


class MergeForm(forms.Form):
    """Whose stays are right where both rows tell the same time, which name stands, and how it is known."""

    reason = TextField(
        label=_("How it is known that both are one person"),
        max_length=300,
        help_text=_("Such as fingerprints, the photo, the court's decision."),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, one: Inmate, other: Inmate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {one.pk: one, other.pk: other}
        self.clashes = {f"clash_{clash.key}": clash for clash in clashes_of(one, other)}
        chosen = {name: self._stays(clash) for name, clash in self.clashes.items()}
        for name in CHOSEN:
            values = {pk: wording_merging.said(row, name) for pk, row in self.rows.items()}
            if all(values.values()) and len(set(values.values())) > 1:
                label = wording_merging.COMPARED[name]
                chosen[name] = forms.TypedChoiceField(
                    label=_("%(fact)s that stands") % {"fact": label},
                    choices=list(values.items()),
                    coerce=int,
                    widget=forms.RadioSelect,
                    initial=one.pk,
                )
        self.fields = {**chosen, **self.fields}

    def _stays(self, clash: Any) -> forms.TypedChoiceField:
        words = {pk: wording_merging.stays_in_words(row, clash.of(pk)) for pk, row in self.rows.items()}
        return forms.TypedChoiceField(
            label=_("Both rows tell the time from %(day)s. Right is")
            % {"day": dates.long_date(clash.stays[0].admitted_on)},
            choices=list(words.items()),
            coerce=int,
            widget=forms.RadioSelect,
        )

    @property
    def choice(self) -> Choice:
        """What the officer has decided."""
        said = self.cleaned_data
        stands = {clash.key: said[name] for name, clash in self.clashes.items()}
        return Choice(stands, {name: said[name] for name in CHOSEN if name in said})

    @property
    def facts(self) -> dict[str, Any]:
        """What the service wants."""
        named = {name: self.cleaned_data[name] for name in ("reason", "request_key")}
        return {**named, "choice": self.choice}


class UndoForm(forms.Form):
    """Why a merge was a mistake."""

    reason = TextField(label=_("Why it was a mistake"), max_length=300)


class ApartForm(forms.Form):
    """How it is known that two rows are two people; it may be left empty."""

    reason = TextField(label=_("How it is known"), max_length=300, required=False)
