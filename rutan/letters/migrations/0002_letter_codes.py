"""The letter codes of offices that have none of their own: classifications of the ministry's list (domain.md, 5.2)."""

from datetime import date

from django.db import migrations

SINCE = date(2020, 1, 1)
CLASSIFICATIONS = {
    "training_certificate": "PK.06.01",
    "programme_certificate": "PK.08.01",
    "assessment_result": "PK.03.02",
    "person_report": "PK.08.01",
    "monthly_report": "PK.08.01",
    "cover_letter": "PK.08.01",
    "letter": "PK.08.01",
}


def give(apps, schema_editor):
    codes = apps.get_model("letters", "LetterCode").objects.using(schema_editor.connection.alias)
    for kind, classification in CLASSIFICATIONS.items():
        codes.create(kind=kind, classification=classification, starts_on=SINCE)


def take_back(apps, schema_editor):
    codes = apps.get_model("letters", "LetterCode").objects.using(schema_editor.connection.alias)
    codes.filter(facility=None, starts_on=SINCE).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),  # what the row history calls when rows are written
    ]

    operations = [migrations.RunPython(give, take_back)]
