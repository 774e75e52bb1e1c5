"""Every day and moment of every form is one the calendar can count with, and says so in the reader's language."""

import importlib
import pkgutil

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

import assessments
import inmates
import rehab
import rutan
import training

PACKAGES = (rutan, inmates, assessments, rehab, training)
BEYOND = {"0001-01-01T00:00", "1899-12-31T12:00", "2200-01-01T12:00", "9999-12-30T12:00", "9999-12-31T23:59"}
SAID = {
    "id": "Tulis tanggal antara 1 Januari 1900 dan 31 Desember 2199.",
    "en": "Write a day from 1 January 1900 to 31 December 2199.",
}


def form_modules():
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.rpartition(".")[2].startswith("forms"):
                yield importlib.import_module(found.name)


def form_classes():
    ours = tuple(f"{package.__name__}." for package in PACKAGES)
    modules = list(form_modules())
    assert len(modules) > 15
    found = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, forms.BaseForm) and kind.__module__.startswith(ours)
    }
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def days():
    return [
        pytest.param(field, id=f"{kind.__module__}.{kind.__name__}.{name}")
        for kind in form_classes()
        for name, field in kind.base_fields.items()
        if isinstance(field, forms.DateField | forms.DateTimeField)
    ]


def test_there_are_days():
    assert len(days()) > 25


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("field", days())
def test_days_beyond_the_calendar(field, language):
    is_moment = isinstance(field, forms.DateTimeField)
    for sent in BEYOND:
        with translation.override(language), pytest.raises(ValidationError) as refused:
            field.clean(sent if is_moment else sent.partition("T")[0])
        if sent not in (
            "0001-01-01T00:00",
            "9999-12-31T23:59",
        ):  # Django itself cannot count with these moments
            assert refused.value.messages == [SAID[language]]
