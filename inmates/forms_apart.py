"""Forms of those who are kept apart: the filters of the list, two people and why, closing and opening again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from inmates.apart_terms import Terms
from inmates.enums import ApartKept, ApartPart, ApartReason, Housing
from inmates.models import Block, Inmate, InmateQuerySet
from inmates.queries_search import Hit
from rutan.accounts.permissions import Permission
from rutan.core import clock
from rutan.core.days import DayField
from rutan.core.listing.definition import Asker
from rutan.core.texts import TextField

NEEDS = {"block": Permission.CELL_VIEW, "reason": Permission.KEEP_APART_READ}
OUT_OF = [("", _("All")), ("cell", _("Cell")), ("block", _("Block")), ("session", _("Sessions"))]


def _or_all(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", _("All")), *choices]


class ApartFilter(forms.Form):
    """Which entries the list shows; without any filter those that are open and not over."""

    words = TextField(
        label=_("Name of one of the two"), required=False, max_length=100, widget=forms.HiddenInput
    )
    state = forms.ChoiceField(label=_("Which"), required=False, choices=[("", _("Open")), *ApartKept.choices])
    out_of = forms.ChoiceField(label=_("Kept out of"), required=False, choices=OUT_OF)
    block = forms.ChoiceField(label=_("Block"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False, choices=_or_all(ApartReason.choices))

    def __init__(self, data: Mapping[str, str], *, asker: Asker, blocks: list[str]) -> None:
        super().__init__(data)
        for name in [name for name, needed in NEEDS.items() if needed not in asker.permissions]:
            del self.fields[name]
        if "block" in self.fields:
            self.fields["block"].choices = _or_all((code, code) for code in blocks)  # type: ignore[attr-defined]  # a ChoiceField has choices


def apart_filter(asker: Asker) -> Callable[[Mapping[str, str]], forms.Form]:
    """What makes the form for somebody; the blocks are read once."""
    blocks = Block.objects.at(asker.facility).values_list("code", flat=True)
    return partial(ApartFilter, asker=asker, blocks=list(blocks))


class ApartForm(forms.Form):
    """Two people, found by name, out of what they are kept, from when to when and why."""

    words_one = TextField(label=_("Name, number or cell"), required=False, max_length=100)
    one = forms.ModelChoiceField(
        Inmate.objects.none(),
        label=_("First person"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Look for the person and choose them.")},
    )
    one_part = forms.TypedChoiceField(
        label=_("Part of the first person"), choices=ApartPart, coerce=ApartPart, initial=ApartPart.UNKNOWN
    )
    words_other = TextField(label=_("Name, number or cell"), required=False, max_length=100)
    other = forms.ModelChoiceField(
        Inmate.objects.none(),
        label=_("Second person"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Look for the person and choose them.")},
    )
    other_part = forms.TypedChoiceField(
        label=_("Part of the second person"), choices=ApartPart, coerce=ApartPart, initial=ApartPart.UNKNOWN
    )
    housing = forms.TypedChoiceField(
        label=_("Cells"),
        choices=Housing,
        coerce=Housing,
        required=False,
        empty_value=Housing.NONE,
        initial=Housing.BLOCK,
        help_text=_("Not in one block means not in one cell either."),
    )
    sessions = forms.BooleanField(
        label=_("Not in one session"),
        required=False,
        initial=True,
        help_text=_("Sessions, lessons and whatever else is in the timetable."),
    )
    reason = forms.TypedChoiceField(label=_("Reason"), choices=ApartReason, coerce=ApartReason)
    detail = TextField(
        label=_("What happened"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the head and the security staff read the reason and this."),
    )
    starts_on = DayField(label=_("In force from"), initial=clock.today)
    ends_on = DayField(label=_("Until"), required=False, help_text=_("Empty means until it is closed."))
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, people: InmateQuerySet, found: Mapping[str, Sequence[Hit]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.queryset = people
            chosen = people.filter(pk__in=self._chosen(name))
            hits = {hit.pk: _in_words(hit.full_name, hit.register_number, hit.cell) for hit in found[name]}
            known = {
                each.pk: _in_words(each.full_name, each.register_number, str(each.cell or ""))
                for each in chosen
            }
            field.choices = list({**known, **hits}.items())

    def _chosen(self, name: str) -> list[int]:
        told = str(self[name].value() or "")
        return [int(told)] if told.isascii() and told.isdecimal() and len(told) < 19 else []

    @property
    def terms(self) -> Terms:
        """Out of what the two are kept, and why."""
        cleaned = self.cleaned_data
        names = ("housing", "sessions", "reason", "detail", "starts_on", "ends_on")
        return Terms(**{name: cleaned[name] for name in names})


def _in_words(name: str, number: str, cell: str) -> str:
    return " · ".join(filter(None, (name, number, cell)))


class CloseApartForm(forms.Form):
    """Why the two may be together again."""

    reason = TextField(
        label=_("Why the two may be together again"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class VoidApartForm(forms.Form):
    """What was wrong with an entry."""

    reason = TextField(label=_("What was wrong"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReopenApartForm(forms.Form):
    """From when on the two are kept apart again, and what happened since."""

    detail = TextField(
        label=_("What happened since"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    starts_on = DayField(label=_("In force from"), initial=clock.today)
    ends_on = DayField(label=_("Until"), required=False, help_text=_("Empty means until it is closed."))
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
