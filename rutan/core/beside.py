"""Saying what a service refused beside the fields of the form it is about."""

from django import forms

from rutan.core.errors import Refused


def say_beside(form: forms.Form, refusal: Refused) -> None:
    """Put each sentence of a refusal beside its field; above the form where it is about the whole, or has no such field.

    What was typed stays, and the list above the form links to the field as to any other that is wrong.
    """
    for field, sentence in refusal.beside:
        form.add_error(field if field in form.fields else None, sentence)


__all__ = ["say_beside"]
