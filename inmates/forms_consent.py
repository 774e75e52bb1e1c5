"""The form on which a person's decisions are written down: all of one sitting at once."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.enums import ConsentState
from inmates.queries_consent import ConsentMatter
from rutan.core.days import DayField

UNCHANGED = ""
DATE = {"class": "form-control"}


class ConsentForm(forms.Form):
    """An answer to each matter that was spoken about, and the day; what is left alone stays as it is."""

    decided_on = DayField(
        label=_("Decided on"),
        initial=timezone.localdate,
        attrs=DATE,
    )
    expires_on = DayField(
        label=_("Valid until"),
        help_text=_("Leave it empty when the consent has no end."),
        required=False,
        attrs=DATE,
    )

    def __init__(self, *args: Any, matters: Sequence[ConsentMatter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matters = matters
        choices = [(UNCHANGED, _("As it is")), *ConsentState.choices]
        for matter in matters:
            label = matter.subject.label
            widget = forms.Select(attrs={"class": "form-select"})
            self.fields[matter.key] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=widget
            )

    def rows(self) -> Iterator[tuple[ConsentMatter, BoundField]]:
        """Each matter with its field."""
        for matter in self.matters:
            yield matter, self[matter.key]

    def clean(self) -> dict[str, Any]:
        """Refuse a form on which nothing was answered."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(cleaned.get(matter.key) for matter in self.matters):
            raise forms.ValidationError(_("Choose at least one answer."))
        return cleaned

    def answers(self) -> list[tuple[ConsentMatter, ConsentState]]:
        """What was answered."""
        given = [(matter, self.cleaned_data[matter.key]) for matter in self.matters]
        return [(matter, ConsentState(answer)) for matter, answer in given if answer]
