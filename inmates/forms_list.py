"""The filters of the list of people."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.domain.register_codes import RegisterCode
from inmates.enums import Expiring, Kept, Legal, Sex
from inmates.models import Block
from rutan.accounts.permissions import Permission
from rutan.core.days import DayField
from rutan.core.listing.definition import Asker
from rutan.core.texts import TextField

# A filter tells what it goes by, as an order does: who may not see that has no such filter.
NEEDS: dict[str, Permission] = {
    "block": Permission.CELL_VIEW,
    "cell": Permission.CELL_VIEW,
    "register": Permission.DATES_VIEW,
    "legal": Permission.DATES_VIEW,
    "sex": Permission.DATES_VIEW,
    "expiring": Permission.DATES_VIEW,
    "admitted_from": Permission.DATES_VIEW,
    "admitted_to": Permission.DATES_VIEW,
}


def _or_all(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("All")), *choices]


class PeopleFilter(forms.Form):
    """Whom a list shows; each may be left out, and without any it is everybody in custody."""

    words = TextField(
        label=_("Name, alias or register number"), required=False, max_length=100, widget=forms.HiddenInput
    )
    state = forms.ChoiceField(label=_("Who"), required=False, choices=[("", _("In custody")), *Kept.choices])
    block = forms.ChoiceField(label=_("Block"), required=False)
    cell = TextField(label=_("Cell"), required=False, max_length=20)
    register = forms.ChoiceField(
        label=_("Register"),
        required=False,
        choices=_or_all((code.value, code.value) for code in RegisterCode),
    )
    legal = forms.ChoiceField(
        label=_("Detained or sentenced"), required=False, choices=_or_all(Legal.choices)
    )
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=_or_all(Sex.choices))
    expiring = forms.ChoiceField(label=_("Expires"), required=False, choices=_or_all(Expiring.choices))
    admitted_from = DayField(label=_("Admitted from"), required=False)
    admitted_to = DayField(label=_("Admitted to"), required=False)

    def __init__(self, data: Mapping[str, str], *, asker: Asker, blocks: list[str]) -> None:
        super().__init__(data)
        for name in [name for name, needed in NEEDS.items() if needed not in asker.permissions]:
            del self.fields[name]
        if "block" in self.fields:
            self.fields["block"].choices = _or_all((code, code) for code in blocks)  # type: ignore[attr-defined]  # a ChoiceField has choices


def people_filter(asker: Asker) -> Callable[[Mapping[str, str]], forms.Form]:
    """What makes the form for somebody; the blocks are read once."""
    blocks = (
        Block.objects.filter(facility=asker.facility).order_by("code", "pk").values_list("code", flat=True)
    )
    return partial(
        PeopleFilter, asker=asker, blocks=list(blocks) if Permission.CELL_VIEW in asker.permissions else []
    )
