"""The forms on which a person's decisions are written down, all of one sitting at once, and their paper is handed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.enums import ConsentState
from inmates.models import Consent
from inmates.queries_consent import ConsentMatter
from rutan.agencies.models import Agency
from rutan.core.days import DayField
from rutan.files.forms import CheckedFileField

UNCHANGED = ""
DATE = {"class": "form-control"}


@dataclass(frozen=True)
class MatterRow:
    """The questions about one agency, or about taking part, each with its field."""

    agency: Agency | None
    cells: list[tuple[ConsentMatter, BoundField]]


class ConsentForm(forms.Form):
    """An answer to each matter that was spoken about, the day and the paper; what is left alone stays as it is."""

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
    paper = CheckedFileField(label=_("Signed paper"), required=False)

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

    def rows(self) -> Iterator[MatterRow]:
        """The questions, those about one agency side by side."""
        by_agency: dict[int | None, MatterRow] = {}
        for matter in self.matters:
            key = matter.agency.pk if matter.agency else None
            row = by_agency.setdefault(key, MatterRow(matter.agency, []))
            row.cells.append((matter, self[matter.key]))
        yield from by_agency.values()

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


class _Decisions(forms.ModelMultipleChoiceField["Consent"]):
    """Decisions by what they are about."""

    def label_from_instance(self, obj: Consent) -> str:
        """Name one: ``Sharing progress · BNNK: given``."""
        agency = f" · {obj.agency.short_name}" if obj.agency else ""
        return f"{obj.get_subject_display()}{agency}: {obj.get_state_display()}"


class PaperForm(forms.Form):
    """The paper of decisions that stand without one."""

    consents = _Decisions(
        queryset=None, label=_("Decisions on this paper"), widget=forms.CheckboxSelectMultiple
    )
    paper = CheckedFileField(label=_("Signed paper"))

    def __init__(self, *args: Any, bare: QuerySet[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consents"]
        field.queryset = bare  # type: ignore[attr-defined]  # a ModelChoiceField has one
        field.initial = [consent.pk for consent in bare]

    @property
    def consent_ids(self) -> list[int]:
        """The decisions that were ticked."""
        return [consent.pk for consent in self.cleaned_data["consents"]]
