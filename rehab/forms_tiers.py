"""Forms of the tier decision."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rehab.domain.tiers import Tier
from rutan.core.templatetags.marks import ALSO_CALLED, TIER_WORDS
from rutan.core.texts import TextField


class DecisionForm(forms.Form):
    """Which tier, and why where it is another than recommended."""

    decided = forms.TypedChoiceField(
        label=_("Tier"),
        coerce=Tier,
        choices=[(tier.value, TIER_WORDS[ALSO_CALLED[tier.value]]) for tier in Tier],
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Reason"),
        help_text=_("Needed when you depart from the recommendation; the head then confirms or declines."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = TextField(widget=forms.HiddenInput)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, recommended: Tier | None, mark: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"seen": mark} | ({"decided": recommended.value} if recommended else {})


class SecondForm(forms.Form):
    """What the second person says."""

    note = TextField(
        label=_("Note"),
        help_text=_("Needed when you decline."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
