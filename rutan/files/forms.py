"""A field that takes a file only when it is what it says."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy

from rutan.files import wording
from rutan.files.checking import SCANS, CheckedFile, Terms, checked
from rutan.files.domain.contents import ContentType, Fault
from rutan.files.images import PAPER
from rutan.files.refusals import FileRefused

# Forms are made before anybody says in which language they are read.
help_in_words = lazy(wording.help_text, str)


class CheckedFileField(forms.FileField):
    """A file; its cleaned value is a ``CheckedFile``, or None where it may be left out."""

    def __init__(
        self,
        *,
        wanted: tuple[ContentType, ...] = SCANS,
        box: tuple[int, int] = PAPER,
        into: ContentType | None = None,
        **options: Any,
    ) -> None:
        self.wanted, self.box, self.into = wanted, box, into
        shown = forms.FileInput(attrs={"accept": ",".join(wanted), "class": "form-control"})
        options.setdefault("widget", shown)
        options.setdefault("help_text", help_in_words(wanted, limit=settings.UPLOAD_MAX_BYTES))
        options["error_messages"] = {
            "empty": wording.FAULTS[Fault.EMPTY],
            **options.get("error_messages", {}),
        }
        super().__init__(**options)

    @property
    def terms(self) -> Terms:
        """What is taken, by the limit that is in force."""
        return Terms(self.wanted, settings.UPLOAD_MAX_BYTES, self.box, self.into)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """Check what was sent."""
        sent = super().clean(data, initial)
        if not sent:
            return None
        try:
            return checked(sent, self.terms)
        except FileRefused as refusal:
            raise ValidationError(refusal.messages) from refusal


__all__ = ["CheckedFileField"]
