"""What the dashboard is looked at for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.models import Block
from rutan.reports.domain.months import Month
from rutan.reports.wording import month_in_words

MONTHS = 12


class PeriodFilter(forms.Form):
    """The month, and the block if only its people count."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    block = forms.ChoiceField(label=_("Block"), required=False)

    def __init__(self, data: Any, *, today: Month, blocks: list[Block]) -> None:
        super().__init__({"month": data.get("month") or str(today), "block": data.get("block", "")})
        self.blocks = {block.code: block for block in blocks}
        months = _months(today)
        _offer(self.fields["month"], [(str(each), month_in_words(each)) for each in months])
        _offer(self.fields["block"], [("", _("All blocks")), *((code, code) for code in self.blocks)])

    def clean_month(self) -> Month:
        """The month itself."""
        return Month.read(self.cleaned_data["month"])

    def clean_block(self) -> Block | None:
        """The block itself; None for all."""
        return self.blocks.get(self.cleaned_data["block"])


def _offer(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField has choices


def _months(today: Month) -> list[Month]:
    months = [today]
    while len(months) < MONTHS:
        months.append(Month.last_over(months[-1].first_day))
    return months
