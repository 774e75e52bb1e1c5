"""Choices that would show a code of the database, in English, to whoever reads the page."""

from collections.abc import Iterable, Iterator

from django.db.models import Field, Model
from django.utils import translation
from django.utils.functional import Promise

# Codes that are what people call the thing, in every language.
NAMES = {"xlsx": "XLSX", "csv": "CSV", "id": "Bahasa Indonesia", "en": "English"}
# Columns whose codes no page shows, with where their words stand.
NEVER_SHOWN = {"jobs.Job.state": "a job's page shows its progress, its result or its error, never its state"}


def faults(models: Iterable[type[Model]]) -> Iterator[str]:
    """Every choice that says its own code where an Indonesian reader looks."""
    with translation.override("id"):
        for model in models:
            for field in model._meta.get_fields():
                if isinstance(field, Field) and field.choices:
                    yield from _of(model, field)


def _of(model: type[Model], field: Field) -> Iterator[str]:
    where = f"{model._meta.label}.{field.name}"
    if where in NEVER_SHOWN:
        return
    for value, label in field.flatchoices:
        shown = str(getattr(model(**{field.name: value}), f"get_{field.name}_display")())
        # A word that is the same in both languages ("seminar") is translated all the same.
        if shown == str(value) and not isinstance(label, Promise) and NAMES.get(str(value)) != shown:
            yield f"{where}: {value!r} is shown as itself"
