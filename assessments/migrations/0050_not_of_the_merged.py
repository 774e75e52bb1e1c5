"""Nothing new is written about a row of the register that was merged."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0030_guards_against_typed_sql'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'assessment_never_of_the_merged', message = 'refused by assessment_never_of_the_merged'; end if;\nreturn new;", hash='f4a1b5bb8b390f3a6b3aee4d01d4aa7f1ec789c2', operation='INSERT', pgid='pgtrigger_assessment_never_of_the_merged_67538', table='assessments_assessment', when='BEFORE')),
        ),
    ]
