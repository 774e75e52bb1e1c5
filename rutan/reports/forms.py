"""Forms of reports."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.Form):
    """Which month a report is wanted of; one click sends it."""

    period = forms.RegexField(r"^\d{4}-\d{2}$")
    request_key = forms.UUIDField()


class CorrectionForm(forms.Form):
    """Why a sealed report is corrected; the reason stands on the paper."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stands in the new edition, with every figure that changes."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Why a draft is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
