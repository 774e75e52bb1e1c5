"""Asking for a file of a list, and the filters of the record of such files."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from rutan.core.days import DayField
from rutan.core.listing.definition import Asker
from rutan.core.texts import TextField
from rutan.jobs.enums import FileFormat
from rutan.jobs.models_exports import SHORTEST_REASON


class ExportForm(forms.Form):
    """What the file is for, and how it is written."""

    reason = TextField(
        label=_("What the file is for"),
        help_text=_("Who gets it and for what. It stands in the file and in the audit trail."),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("Say in ten letters or more what the file is for."),
            "min_length": _("Say in ten letters or more what the file is for."),
        },
    )
    file_format = forms.ChoiceField(label=_("Format"), choices=FileFormat, initial=FileFormat.XLSX)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class ExportFilter(forms.Form):
    """Files of lists by the day on which they were asked for, and how they are written."""

    asked_from = DayField(label=_("From"), required=False)
    asked_to = DayField(label=_("To"), required=False)
    file_format = forms.ChoiceField(
        label=_("Format"), choices=[("", _("All")), *FileFormat.choices], required=False
    )


def export_filter(asker: Asker) -> Callable[[Mapping[str, str]], forms.Form]:
    """What makes the form; it is the same for everybody."""
    return ExportFilter
