"""Keeping a list under a name."""

from uuid import uuid4

from django import forms

from rutan.core.texts import TextField


class SaveListForm(forms.Form):
    """A name for what a page shows; the address of it, as the page wrote it, and the page."""

    name = TextField(max_length=60)
    is_default = forms.BooleanField(required=False)
    page = TextField(max_length=60)
    address = TextField(max_length=2_000, required=False)
    request_key = forms.UUIDField(initial=uuid4)
