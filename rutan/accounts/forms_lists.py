"""Keeping a list under a name."""

from uuid import uuid4

from django import forms


class SaveListForm(forms.Form):
    """A name for what a page shows; the address of it, as the page wrote it, and the page."""

    name = forms.CharField(max_length=60)
    is_default = forms.BooleanField(required=False)
    page = forms.CharField(max_length=60)
    address = forms.CharField(max_length=2_000, required=False)
    request_key = forms.UUIDField(initial=uuid4)
