"""Every text of every form refuses signs that cannot be seen, also those the models' own forms make."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from rutan.core.texts import TextField
from tests.rutan.test_form_days import form_classes

# What has a pattern of its own, and what allauth's forms ask for: secrets, and the name of one's own passkey.
OTHERS = (
    forms.UUIDField,
    forms.RegexField,
    forms.EmailField,
    forms.URLField,
    forms.IntegerField,
    forms.JSONField,
)
OF_SIGN_IN = {"code", "oldpassword", "password1", "password2"}
PASSKEYS = "rutan.accounts.forms_passkeys"


def texts():
    return [
        pytest.param(field, id=f"{kind.__module__}.{kind.__name__}.{name}")
        for kind in form_classes()
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, OTHERS)
        and name not in OF_SIGN_IN - ({"code"} if kind.__module__ != "rutan.accounts.forms" else set())
        and kind.__module__ != PASSKEYS
    ]


def test_there_are_texts():
    assert len(texts()) > 60


@pytest.mark.parametrize("field", texts())
def test_no_text_with_a_sign_that_turns_it_round(field):
    assert isinstance(field, TextField)
    with pytest.raises(ValidationError, match=r"U\+202E"):
        field.run_validators("a\u202eb")
