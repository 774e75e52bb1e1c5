"""Nothing new is written about a row of the register that was merged."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('rehab', '0035_guards_against_typed_sql'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='placement_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'placement_never_of_the_merged', message = 'refused by placement_never_of_the_merged'; end if;\nreturn new;", hash='a8c6c6703496a5d080b28406262d4d777caf28ce', operation='INSERT', pgid='pgtrigger_placement_never_of_the_merged_8602c', table='rehab_placement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tierdecision',
            trigger=pgtrigger.compiler.Trigger(name='tier_decision_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'tier_decision_never_of_the_merged', message = 'refused by tier_decision_never_of_the_merged'; end if;\nreturn new;", hash='078a29cafdcda840bfdd2615e1467c1075c10576', operation='INSERT', pgid='pgtrigger_tier_decision_never_of_the_merged_8e56b', table='rehab_tierdecision', when='BEFORE')),
        ),
    ]
