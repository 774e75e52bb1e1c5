"""Forms about a register file that was handed in: which column is which, and whose a held row is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from inmates import wording_columns
from inmates.domain.columns import Column, missing_among
from inmates.domain.holding import Verdict
from inmates.enums import RowVerdict
from inmates.queries_mapping import NamedColumn
from rutan.core.texts import TextField

NOT_READ = ""


class ColumnsForm(forms.Form):
    """What each column of a file is."""

    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, columns: Sequence[NamedColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = {f"column_{each.column.place}": each for each in columns}
        choices = [
            (NOT_READ, _("Do not read")),
            *((column.value, wording_columns.COLUMNS[column]) for column in Column),
        ]
        for name, each in self.named.items():
            self.fields[name] = forms.ChoiceField(
                label=each.column.heading or _("Column %(letter)s") % {"letter": each.column.letter},
                choices=choices,
                required=False,
                initial=each.column.column.value if each.column.column else NOT_READ,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def rows(self) -> Iterator[tuple[NamedColumn, BoundField]]:
        """Each column with its field."""
        for name, each in self.named.items():
            yield each, self[name]

    def clean(self) -> dict[str, Any]:
        """Refuse a column named twice, and a file without the columns that everybody needs."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        counted = Counter(Column(cleaned[name]) for name in self.named if cleaned.get(name))
        if twice := [column for column, count in counted.items() if count > 1]:
            said = _("Two columns of the file cannot be the same: %(columns)s.")
            self.add_error(
                None, forms.ValidationError(said, params={"columns": wording_columns.columns(twice)})
            )
        if missing := missing_among(counted):
            said = _("These columns are needed and none of the file's is one: %(columns)s.")
            self.add_error(
                None, forms.ValidationError(said, params={"columns": wording_columns.columns(missing)})
            )
        return cleaned

    @property
    def columns(self) -> dict[str, Column | None]:
        """What was said, by heading; a heading that was understood and left alone is nothing to remember.

        Nor is a column without a heading that is not read, as it would not be anyway.
        """
        said = {}
        for name, each in self.named.items():
            written = self.cleaned_data[name]
            chosen = Column(written) if written else None
            if chosen is None and not each.column.heading and not each.remembered:
                continue
            if each.remembered or not each.column.known or chosen is not each.column.column:
                said[each.column.key] = chosen
        return said


class RowForm(forms.Form):
    """Whose a held row is."""

    verdict = forms.TypedChoiceField(
        label=_("Who is this?"), choices=RowVerdict.choices, coerce=Verdict, widget=forms.RadioSelect
    )
    reason = TextField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed when the name or the NIK changes: what shows that the file is right."),
    )
