"""The one form of the check page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rutan.core.texts import TextField
from rutan.letters.domain.codes import read


class CodeForm(forms.Form):
    """A code typed from a paper."""

    code = TextField(
        label=_("Code on the paper"),
        help_text=_("Twenty letters and digits beside the QR code; dashes and spaces do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """Take the code as it is stored, however it was typed."""
        code = read(self.cleaned_data["code"])
        if not code:
            raise ValidationError(_("A code has twenty letters and digits. Look at the paper again."))
        return code
