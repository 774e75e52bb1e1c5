"""Forms of reports."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rutan.core.texts import TextField


class PeriodForm(forms.Form):
    """Which month a report is wanted of: one click sends a month that is offered, any other is typed."""

    period = TextField(
        label=_("Month"),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-10"}),
        help_text=_("Write it like 2026-10."),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    """Why a sealed report is corrected; the reason stands on the paper."""

    reason = TextField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stands in the new edition, with every figure that changes."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why a draft is taken back."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
