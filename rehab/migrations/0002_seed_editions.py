"""The first tier-rule edition and the first programme of each tier, a proposal until staff confirm them."""

from datetime import date
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rehab.domain import programme, tier_rule_reader
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.seed_programmes import SEED_PROGRAMMES

VALID_FROM = date(2026, 1, 1)


def plant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write what is not there yet; what is there never changes."""
    alias = schema_editor.connection.alias
    code = tier_rule_reader.parse(SEED_EDITION).code
    editions = apps.get_model("rehab", "TierRuleEdition").objects.using(alias)
    editions.get_or_create(code=code, defaults={"valid_from": VALID_FROM, "rules": SEED_EDITION})
    for data in SEED_PROGRAMMES:
        plant_programme(apps, alias, programme.parse(data))


def plant_programme(apps: Apps, alias: str, template: programme.Programme) -> None:
    """Write one programme with its phases and units."""
    model: Any = apps.get_model("rehab", "ProgrammeEdition")
    edition, made = model.objects.using(alias).get_or_create(
        code=template.code,
        defaults={
            "tier": template.tier.value,
            "name": template.name,
            "valid_from": VALID_FROM,
            "days": template.days,
        },
    )
    if not made:
        return
    phases: Any = apps.get_model("rehab", "Phase")
    units: Any = apps.get_model("rehab", "ProgrammeUnit")
    for position, phase in enumerate(template.phases, start=1):
        row = phases.objects.using(alias).create(
            programme=edition, position=position, code=phase.code, name=phase.name, days=phase.days
        )
        for place, unit in enumerate(phase.units, start=1):
            units.objects.using(alias).create(
                phase=row,
                position=place,
                session_type=unit.session_type.value,
                count=unit.count,
                minutes=unit.minutes,
            )


class Migration(migrations.Migration):
    """What decisions and groups rest on stays, so going back takes nothing away; 0001 drops the tables."""

    dependencies = [("rehab", "0001_initial")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
