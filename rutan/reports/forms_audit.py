"""The filters of the audit trail."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rutan.accounts.models import User
from rutan.core.days import DayField
from rutan.reports.wording_audit_actions import ACTIONS


class TrailFilter(forms.Form):
    """A day, a person who acted, a kind of action; each may be left out."""

    day = DayField(label=_("Day"), required=False)
    actor = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    action = forms.ChoiceField(label=_("What"), required=False)

    def __init__(self, data: Any, *, actors: list[User]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["actor"].choices = [("", _("Anybody")), *((actor.pk, actor.full_name) for actor in actors)]
        words = sorted(((code, str(said)) for code, said in ACTIONS.items()), key=lambda pair: pair[1])
        fields["action"].choices = [("", _("Anything")), *words]

    @property
    def as_query(self) -> dict[str, str]:
        """The filters as they stand in an address."""
        day: date | None = self.cleaned_data["day"]
        return {
            "day": day.isoformat() if day else "",
            "actor": str(self.cleaned_data["actor"] or ""),
            "action": self.cleaned_data["action"],
        }
