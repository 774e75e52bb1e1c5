"""Nothing new is written about a row of the register that was merged."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0035_guards_against_typed_sql'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='enrolment',
            trigger=pgtrigger.compiler.Trigger(name='enrolment_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'enrolment_never_of_the_merged', message = 'refused by enrolment_never_of_the_merged'; end if;\nreturn new;", hash='af3630c4c51c080eef9c8493b6f8a11282ca531c', operation='INSERT', pgid='pgtrigger_enrolment_never_of_the_merged_2aa23', table='training_enrolment', when='BEFORE')),
        ),
    ]
