"""Rows of the register that are one person: links between them, pairs told apart, stays set aside."""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_clock_under_lock'),
        ('inmates', '0041_kept_apart_void_for_good'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('reopened_at', models.DateTimeField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ApartEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('db_user', models.TextField(db_default=models.Func(output_field=models.TextField(), template='session_user'), editable=False)),
                ('tx', models.BigIntegerField(db_default=models.Func(output_field=models.BigIntegerField(), template='(pg_current_xact_id()::text::bigint)'), editable=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('reopened_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('former_uuid', models.UUIDField(editable=False)),
                ('remembered', models.JSONField(default=dict, editable=False)),
                ('merged_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('request_key', models.UUIDField(editable=False, null=True, unique=True)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
                ('undo_reason', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='MergeEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('db_user', models.TextField(db_default=models.Func(output_field=models.TextField(), template='session_user'), editable=False)),
                ('tx', models.BigIntegerField(db_default=models.Func(output_field=models.BigIntegerField(), template='(pg_current_xact_id()::text::bigint)'), editable=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('former_uuid', models.UUIDField(editable=False)),
                ('remembered', models.JSONField(default=dict, editable=False)),
                ('merged_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('request_key', models.UUIDField(editable=False, null=True)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
                ('undo_reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='formername',
            options={'base_manager_name': 'all_objects'},
        ),
        migrations.AlterModelManagers(
            name='formername',
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('all_objects', django.db.models.manager.Manager()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='formername',
            name='former_name_stands_as_written',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='formername',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='formername',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='formername',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='inmate',
            name='inmate_stays_who_and_where',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='inmate',
            name='inmate_row_tells_the_history',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='registerentry',
            name='inmate_row_tells_the_history',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='stay_of_one_facility',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='inmate_row_tells_the_history',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='transfer',
            name='transfer_arrives_at_its_receiver',
        ),
        migrations.RemoveConstraint(
            model_name='inmate',
            name='inmate_left_when_not_in_custody',
        ),
        migrations.RemoveConstraint(
            model_name='inmate',
            name='inmate_once_a_facility',
        ),
        migrations.AddField(
            model_name='formername',
            name='voided_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='formername',
            name='voided_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formernameevent',
            name='voided_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='formernameevent',
            name='voided_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='inmate',
            name='state',
            field=models.CharField(choices=[('in_custody', 'In custody'), ('released', 'Released'), ('transferred', 'Transferred'), ('died', 'Died'), ('escaped', 'Escaped'), ('merged', 'Merged with another row')], default='in_custody', max_length=12),
        ),
        migrations.AlterField(
            model_name='inmateevent',
            name='state',
            field=models.CharField(choices=[('in_custody', 'In custody'), ('released', 'Released'), ('transferred', 'Transferred'), ('died', 'Died'), ('escaped', 'Escaped'), ('merged', 'Merged with another row')], default='in_custody', max_length=12),
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=models.Index(fields=['facility', 'born_on', 'id'], name='inmate_by_birth'),
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=models.Index(condition=models.Q(('nik__isnull', False)), fields=['facility', 'nik'], name='inmate_by_nik'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='absence_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'absence_never_of_the_merged', message = 'refused by absence_never_of_the_merged'; end if;\nreturn new;", hash='ac7f06bdc50b5c15a66abf7c7bfd3c23de69a3c8', operation='INSERT', pgid='pgtrigger_absence_never_of_the_merged_693d6', table='inmates_absence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='accessgrant',
            trigger=pgtrigger.compiler.Trigger(name='access_grant_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'access_grant_never_of_the_merged', message = 'refused by access_grant_never_of_the_merged'; end if;\nreturn new;", hash='3c87719a8e126343d6570d4a9229a39d11d6017c', operation='INSERT', pgid='pgtrigger_access_grant_never_of_the_merged_d755f', table='inmates_accessgrant', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cellplace',
            trigger=pgtrigger.compiler.Trigger(name='cell_place_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'cell_place_never_of_the_merged', message = 'refused by cell_place_never_of_the_merged'; end if;\nreturn new;", hash='88dc58eac70782863f725b5fe153368153250376', operation='INSERT', pgid='pgtrigger_cell_place_never_of_the_merged_0d752', table='inmates_cellplace', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='consent_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'consent_never_of_the_merged', message = 'refused by consent_never_of_the_merged'; end if;\nreturn new;", hash='5e49743d0a3995e4674d949384f5c6695ac05c5c', operation='INSERT', pgid='pgtrigger_consent_never_of_the_merged_e5377', table='inmates_consent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='former_name_stands_as_written', sql=pgtrigger.compiler.UpsertTriggerSql(func="if (to_jsonb(new) - array['voided_at', 'voided_by_id'])::text <> (to_jsonb(old) - array['voided_at', 'voided_by_id'])::text or (old.voided_at is not null and to_jsonb(new)::text <> to_jsonb(old)::text) then raise exception using errcode = 'check_violation', constraint = 'former_name_stands_as_written', message = 'refused by former_name_stands_as_written'; end if;\nreturn new;", hash='46a9722e00a9ca4a02e07943dce47265e54e099f', operation='UPDATE', pgid='pgtrigger_former_name_stands_as_written_aa04b', table='inmates_formername', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_formernameevent" ("document_number", "facility_id", "full_name", "id", "inmate_id", "nik", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "until_at", "voided_at", "voided_by_id") SELECT new_values."document_number", new_values."facility_id", new_values."full_name", new_values."id", new_values."inmate_id", new_values."nik", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."until_at", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='447534b41a50c54b5424785a784e6b08aaf20593', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cd0a4', referencing='REFERENCING NEW TABLE AS new_values ', table='inmates_formername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_formernameevent" ("document_number", "facility_id", "full_name", "id", "inmate_id", "nik", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "until_at", "voided_at", "voided_by_id") SELECT new_values."document_number", new_values."facility_id", new_values."full_name", new_values."id", new_values."inmate_id", new_values."nik", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', new_values."id", new_values."reason", new_values."recorded_by_id", new_values."until_at", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='448c1263663b4bd19f78bcf9205849a112ac1be9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f5b92', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='inmates_formername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='formername',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_formernameevent" ("document_number", "facility_id", "full_name", "id", "inmate_id", "nik", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_by_id", "until_at", "voided_at", "voided_by_id") SELECT old_values."document_number", old_values."facility_id", old_values."full_name", old_values."id", old_values."inmate_id", old_values."nik", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."id", old_values."reason", old_values."recorded_by_id", old_values."until_at", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a9228df5c2fae821d6c615904417adebbeb42c0e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9f9a7', referencing='REFERENCING OLD TABLE AS old_values ', table='inmates_formername', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inmate',
            trigger=pgtrigger.compiler.Trigger(name='inmate_stays_who_and_where', sql=pgtrigger.compiler.UpsertTriggerSql(func="if old.facility_id is distinct from new.facility_id or (old.person_uuid is distinct from new.person_uuid and (old.state = 'merged') = (new.state = 'merged')) then raise exception using errcode = 'check_violation', constraint = 'inmate_stays_who_and_where', message = 'refused by inmate_stays_who_and_where'; end if;\nreturn new;", hash='10cdff6d43845eea1ecc32ef9c3c96b8949f610e', operation='UPDATE', pgid='pgtrigger_inmate_stays_who_and_where_3bba6', table='inmates_inmate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inmate',
            trigger=pgtrigger.compiler.Trigger(name='inmate_row_tells_the_history', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE person inmates_inmate%ROWTYPE; stay inmates_stay%ROWTYPE; entry inmates_registerentry%ROWTYPE;', func="\nselect * into person from inmates_inmate where id = new.id;\nif person.voided_at is null then\n    select * into stay from inmates_stay s\n        where s.inmate_id = person.id and s.voided_at is null and (person.state = 'merged' or s.merge_id is null)\n        order by s.admitted_on desc, s.id desc limit 1;\n    select * into entry from inmates_registerentry e\n        where e.stay_id = stay.id and e.voided_at is null\n        order by (e.kind = 'first'), e.starts_on desc, e.id desc limit 1;\n    if (person.admitted_on, person.left_on, person.register_code, person.register_number, person.expires_on,\n            case when person.state = 'merged' then nullif(stay.departure, '') else nullif(person.state, 'in_custody') end)\n        is distinct from (stay.admitted_on, stay.left_on, entry.code, entry.number, entry.expires_on,\n            nullif(stay.departure, ''))\n    then raise exception using errcode = 'check_violation', constraint = 'inmate_row_tells_the_history', message = 'refused by inmate_row_tells_the_history'; end if;\nend if;\nreturn null;\n", hash='65734ebb30690d048c1499512fd3120617c37068', operation='INSERT OR UPDATE', pgid='pgtrigger_inmate_row_tells_the_history_1b601', table='inmates_inmate', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inmate',
            trigger=pgtrigger.compiler.Trigger(name='inmate_merged_is_linked', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE person inmates_inmate%ROWTYPE;', func="\nselect * into person from inmates_inmate where id = new.id;\nif (person.state = 'merged') <> exists (\n        select from inmates_merge m join inmates_inmate k on k.id = m.kept_id\n        where m.merged_id = person.id and m.undone_at is null\n            and k.person_uuid = person.person_uuid and k.facility_id = person.facility_id)\n    or (person.state = 'merged' or person.voided_at is not null) and exists (\n        select from inmates_merge m where m.kept_id = person.id and m.undone_at is null)\nthen raise exception using errcode = 'check_violation', constraint = 'inmate_merged_is_linked', message = 'refused by inmate_merged_is_linked'; end if;\nreturn null;\n", hash='9de14fe23af5216639fac044020819333837a168', operation='INSERT OR UPDATE', pgid='pgtrigger_inmate_merged_is_linked_100c6', table='inmates_inmate', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inmate',
            trigger=pgtrigger.compiler.Trigger(name='stay_once_a_person', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE person inmates_inmate%ROWTYPE;', func="\nselect * into person from inmates_inmate where id = new.id for key share;\nif person.voided_at is null and exists (select from inmates_inmate o where o.facility_id = person.facility_id\n        and o.person_uuid = person.person_uuid and o.id <> person.id and o.voided_at is null) then\n    perform 1 from inmates_inmate o where o.facility_id = person.facility_id\n        and o.person_uuid = person.person_uuid order by o.id for update;\n    if exists (\n        select from inmates_inmate p join inmates_stay a on a.inmate_id = p.id\n            join inmates_inmate q on q.facility_id = p.facility_id and q.person_uuid = p.person_uuid\n            join inmates_stay b on b.inmate_id = q.id and b.id > a.id\n        where p.facility_id = person.facility_id and p.person_uuid = person.person_uuid\n            and p.voided_at is null and q.voided_at is null\n            and a.voided_at is null and a.merge_id is null and b.voided_at is null and b.merge_id is null\n            and a.admitted_on < coalesce(b.left_on, 'infinity') and b.admitted_on < coalesce(a.left_on, 'infinity'))\n    or exists (\n        select from inmates_inmate p join inmates_stay a on a.inmate_id = p.id\n        where p.facility_id = person.facility_id and p.person_uuid = person.person_uuid and p.state = 'merged'\n            and a.voided_at is null and a.merge_id is null and a.left_on is null)\n    then raise exception using errcode = 'check_violation', constraint = 'stay_once_a_person', message = 'refused by stay_once_a_person'; end if;\nend if;\nreturn null;\n", hash='9bc2d89915f10ec5f82335ea82b5897f852ac26a', operation='INSERT OR UPDATE', pgid='pgtrigger_stay_once_a_person_1205b', table='inmates_inmate', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registerentry',
            trigger=pgtrigger.compiler.Trigger(name='inmate_row_tells_the_history', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE person inmates_inmate%ROWTYPE; stay inmates_stay%ROWTYPE; entry inmates_registerentry%ROWTYPE;', func="\nselect * into person from inmates_inmate where id = (select inmate_id from inmates_stay where id = new.stay_id);\nif person.voided_at is null then\n    select * into stay from inmates_stay s\n        where s.inmate_id = person.id and s.voided_at is null and (person.state = 'merged' or s.merge_id is null)\n        order by s.admitted_on desc, s.id desc limit 1;\n    select * into entry from inmates_registerentry e\n        where e.stay_id = stay.id and e.voided_at is null\n        order by (e.kind = 'first'), e.starts_on desc, e.id desc limit 1;\n    if (person.admitted_on, person.left_on, person.register_code, person.register_number, person.expires_on,\n            case when person.state = 'merged' then nullif(stay.departure, '') else nullif(person.state, 'in_custody') end)\n        is distinct from (stay.admitted_on, stay.left_on, entry.code, entry.number, entry.expires_on,\n            nullif(stay.departure, ''))\n    then raise exception using errcode = 'check_violation', constraint = 'inmate_row_tells_the_history', message = 'refused by inmate_row_tells_the_history'; end if;\nend if;\nreturn null;\n", hash='7c65558da56bbe60006bc35e49bc084ba95e1ed1', operation='INSERT OR UPDATE', pgid='pgtrigger_inmate_row_tells_the_history_52bec', table='inmates_registerentry', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='stay_of_one_facility', sql=pgtrigger.compiler.UpsertTriggerSql(func="if exists (select from inmates_inmate t where t.id = new.inmate_id and t.facility_id <> new.facility_id) or exists (select from inmates_merge t where t.id = new.merge_id and t.facility_id <> new.facility_id) then raise exception using errcode = 'check_violation', constraint = 'stay_of_one_facility', message = 'refused by stay_of_one_facility'; end if;\nreturn new;", hash='c59d07d45dc1e8657f3986ab72ac62c02818af0c', operation='INSERT OR UPDATE', pgid='pgtrigger_stay_of_one_facility_afbae', table='inmates_stay', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='inmate_row_tells_the_history', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE person inmates_inmate%ROWTYPE; stay inmates_stay%ROWTYPE; entry inmates_registerentry%ROWTYPE;', func="\nselect * into person from inmates_inmate where id = new.inmate_id;\nif person.voided_at is null then\n    select * into stay from inmates_stay s\n        where s.inmate_id = person.id and s.voided_at is null and (person.state = 'merged' or s.merge_id is null)\n        order by s.admitted_on desc, s.id desc limit 1;\n    select * into entry from inmates_registerentry e\n        where e.stay_id = stay.id and e.voided_at is null\n        order by (e.kind = 'first'), e.starts_on desc, e.id desc limit 1;\n    if (person.admitted_on, person.left_on, person.register_code, person.register_number, person.expires_on,\n            case when person.state = 'merged' then nullif(stay.departure, '') else nullif(person.state, 'in_custody') end)\n        is distinct from (stay.admitted_on, stay.left_on, entry.code, entry.number, entry.expires_on,\n            nullif(stay.departure, ''))\n    then raise exception using errcode = 'check_violation', constraint = 'inmate_row_tells_the_history', message = 'refused by inmate_row_tells_the_history'; end if;\nend if;\nreturn null;\n", hash='39af18faf1b778a5daf61668e5528cca2ef3c29f', operation='INSERT OR UPDATE', pgid='pgtrigger_inmate_row_tells_the_history_4c67c', table='inmates_stay', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='stay_set_aside_by_its_merge', sql=pgtrigger.compiler.UpsertTriggerSql(func="if new.merge_id is not null and not exists (select from inmates_merge m where m.id = new.merge_id and m.undone_at is null and new.inmate_id in (m.kept_id, m.merged_id)) then raise exception using errcode = 'check_violation', constraint = 'stay_set_aside_by_its_merge', message = 'refused by stay_set_aside_by_its_merge'; end if;\nreturn new;", hash='95a23bf6c57b771b49abf5ef4ddc0dfb79c80cb6', operation='INSERT OR UPDATE', pgid='pgtrigger_stay_set_aside_by_its_merge_0458d', table='inmates_stay', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='stay_never_of_the_merged', sql=pgtrigger.compiler.UpsertTriggerSql(func="perform 1 from inmates_inmate where id = new.inmate_id for key share;\nif exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged') then raise exception using errcode = 'check_violation', constraint = 'stay_never_of_the_merged', message = 'refused by stay_never_of_the_merged'; end if;\nreturn new;", hash='ddc7002c7a658f7f17ac8efd7886449916924305', operation='INSERT', pgid='pgtrigger_stay_never_of_the_merged_13ba4', table='inmates_stay', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='stay_once_a_person', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE person inmates_inmate%ROWTYPE;', func="\nselect * into person from inmates_inmate where id = new.inmate_id for key share;\nif person.voided_at is null and exists (select from inmates_inmate o where o.facility_id = person.facility_id\n        and o.person_uuid = person.person_uuid and o.id <> person.id and o.voided_at is null) then\n    perform 1 from inmates_inmate o where o.facility_id = person.facility_id\n        and o.person_uuid = person.person_uuid order by o.id for update;\n    if exists (\n        select from inmates_inmate p join inmates_stay a on a.inmate_id = p.id\n            join inmates_inmate q on q.facility_id = p.facility_id and q.person_uuid = p.person_uuid\n            join inmates_stay b on b.inmate_id = q.id and b.id > a.id\n        where p.facility_id = person.facility_id and p.person_uuid = person.person_uuid\n            and p.voided_at is null and q.voided_at is null\n            and a.voided_at is null and a.merge_id is null and b.voided_at is null and b.merge_id is null\n            and a.admitted_on < coalesce(b.left_on, 'infinity') and b.admitted_on < coalesce(a.left_on, 'infinity'))\n    or exists (\n        select from inmates_inmate p join inmates_stay a on a.inmate_id = p.id\n        where p.facility_id = person.facility_id and p.person_uuid = person.person_uuid and p.state = 'merged'\n            and a.voided_at is null and a.merge_id is null and a.left_on is null)\n    then raise exception using errcode = 'check_violation', constraint = 'stay_once_a_person', message = 'refused by stay_once_a_person'; end if;\nend if;\nreturn null;\n", hash='4b63c8ba8dd6245742430d72740a98226ee11101', operation='INSERT OR UPDATE', pgid='pgtrigger_stay_once_a_person_49311', table='inmates_stay', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_stayevent" ("admitted_on", "arrival", "arrived_from", "departure", "facility_id", "id", "inmate_id", "left_key", "left_on", "left_reason", "left_to", "letter_number", "merge_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "voided_at", "voided_by_id") SELECT new_values."admitted_on", new_values."arrival", new_values."arrived_from", new_values."departure", new_values."facility_id", new_values."id", new_values."inmate_id", new_values."left_key", new_values."left_on", new_values."left_reason", new_values."left_to", new_values."letter_number", new_values."merge_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0eb34b484ffad2ee1fa59e60fe3aecde95982936', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_993cb', referencing='REFERENCING NEW TABLE AS new_values ', table='inmates_stay', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_stayevent" ("admitted_on", "arrival", "arrived_from", "departure", "facility_id", "id", "inmate_id", "left_key", "left_on", "left_reason", "left_to", "letter_number", "merge_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "voided_at", "voided_by_id") SELECT new_values."admitted_on", new_values."arrival", new_values."arrived_from", new_values."departure", new_values."facility_id", new_values."id", new_values."inmate_id", new_values."left_key", new_values."left_on", new_values."left_reason", new_values."left_to", new_values."letter_number", new_values."merge_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7eb294fe12b49679bf7b763d5fe0c9b62f160713', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d90af', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='inmates_stay', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_stayevent" ("admitted_on", "arrival", "arrived_from", "departure", "facility_id", "id", "inmate_id", "left_key", "left_on", "left_reason", "left_to", "letter_number", "merge_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "voided_at", "voided_by_id") SELECT old_values."admitted_on", old_values."arrival", old_values."arrived_from", old_values."departure", old_values."facility_id", old_values."id", old_values."inmate_id", old_values."left_key", old_values."left_on", old_values."left_reason", old_values."left_to", old_values."letter_number", old_values."merge_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9adc808d06d22ec0623e0b5060f83abbcff84252', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8ce49', referencing='REFERENCING OLD TABLE AS old_values ', table='inmates_stay', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='transfer_arrives_at_its_receiver', sql=pgtrigger.compiler.UpsertTriggerSql(func="if new.arrived_inmate_id is not null and not exists (\n    select from inmates_inmate there join inmates_inmate here on here.person_uuid = there.person_uuid\n    where there.id = new.arrived_inmate_id and here.id = new.inmate_id and there.facility_id = new.receiver_id)\nand not exists (\n    select from inmates_merge m join inmates_inmate here on here.person_uuid = m.former_uuid\n    where m.kept_id = new.arrived_inmate_id and m.undone_at is null and here.id = new.inmate_id\n        and m.facility_id = new.receiver_id) then raise exception using errcode = 'check_violation', constraint = 'transfer_arrives_at_its_receiver', message = 'refused by transfer_arrives_at_its_receiver'; end if;\nreturn new;", hash='119e896c1360a9d146bce591320abc694e03e983', operation='INSERT OR UPDATE', pgid='pgtrigger_transfer_arrives_at_its_receiver_8a0f0', table='inmates_transfer', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='inmate',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None), models.Q(('state', 'merged'), _negated=True)), fields=('facility', 'person_uuid'), name='inmate_once_a_facility', violation_error_message='This person is on the register of this facility already.'),
        ),
        migrations.AddConstraint(
            model_name='inmate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_on', None), ('state', 'in_custody')), ('state', 'merged'), models.Q(models.Q(('state', 'in_custody'), _negated=True), ('left_on__isnull', False)), _connector='OR'), name='inmate_left_when_not_in_custody', violation_error_message='Whoever is not in custody left on a day.'),
        ),
        migrations.AddField(
            model_name='apart',
            name='facility',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.facility'),
        ),
        migrations.AddField(
            model_name='apart',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='apart',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='apart',
            name='reopened_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apart',
            name='told_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apartevent',
            name='facility',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.facility'),
        ),
        migrations.AddField(
            model_name='apartevent',
            name='one',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='apartevent',
            name='other',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='apartevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_events', to='inmates.apart'),
        ),
        migrations.AddField(
            model_name='apartevent',
            name='reopened_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apartevent',
            name='told_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='facility',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.facility'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merged_by_merges', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stay',
            name='merge',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='inmates.merge'),
        ),
        migrations.AddField(
            model_name='stayevent',
            name='merge',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inmates.merge'),
        ),
        migrations.AddField(
            model_name='mergeevent',
            name='facility',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.facility'),
        ),
        migrations.AddField(
            model_name='mergeevent',
            name='kept',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='mergeevent',
            name='merged',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inmates.inmate'),
        ),
        migrations.AddField(
            model_name='mergeevent',
            name='merged_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mergeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_events', to='inmates.merge'),
        ),
        migrations.AddField(
            model_name='mergeevent',
            name='undone_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='apart',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='apart_in_order', violation_error_message='A pair is of two rows, the older one first.'),
        ),
        migrations.AddConstraint(
            model_name='apart',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reopened_at', None), ('reopened_by', None)), models.Q(('reopened_at__isnull', False), ('reopened_by__isnull', False)), _connector='OR'), name='apart_reopened_by_somebody', violation_error_message='Say who opened the question again.'),
        ),
        migrations.AddConstraint(
            model_name='apart',
            constraint=models.UniqueConstraint(condition=models.Q(('reopened_at', None)), fields=('one', 'other'), name='apart_once_a_pair', violation_error_message='These two were told apart already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apart',
            trigger=pgtrigger.compiler.Trigger(name='apart_of_one_facility', sql=pgtrigger.compiler.UpsertTriggerSql(func="if exists (select from inmates_inmate t where t.id = new.one_id and t.facility_id <> new.facility_id) or exists (select from inmates_inmate t where t.id = new.other_id and t.facility_id <> new.facility_id) then raise exception using errcode = 'check_violation', constraint = 'apart_of_one_facility', message = 'refused by apart_of_one_facility'; end if;\nreturn new;", hash='b2c5c5553302f1231cd5ec34e91472c20e114b25', operation='INSERT OR UPDATE', pgid='pgtrigger_apart_of_one_facility_02ad9', table='inmates_apart', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apart',
            trigger=pgtrigger.compiler.Trigger(name='apart_stands_as_written', sql=pgtrigger.compiler.UpsertTriggerSql(func="if (to_jsonb(new) - array['reopened_at', 'reopened_by_id'])::text <> (to_jsonb(old) - array['reopened_at', 'reopened_by_id'])::text or (old.reopened_at is not null and to_jsonb(new)::text <> to_jsonb(old)::text) then raise exception using errcode = 'check_violation', constraint = 'apart_stands_as_written', message = 'refused by apart_stands_as_written'; end if;\nreturn new;", hash='a46b98f73e2ba5f03a11b5d2e80ec93cc5a0daff', operation='UPDATE', pgid='pgtrigger_apart_stands_as_written_98bde', table='inmates_apart', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apart',
            trigger=pgtrigger.compiler.Trigger(name='apart_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c10e8043ff7df39a3fe4fcd4a73706dd03253594', operation='DELETE', pgid='pgtrigger_apart_is_kept_2282e', table='inmates_apart', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apart',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_apartevent" ("facility_id", "id", "one_id", "other_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id", "told_at", "told_by_id") SELECT new_values."facility_id", new_values."id", new_values."one_id", new_values."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."id", new_values."reason", new_values."reopened_at", new_values."reopened_by_id", new_values."told_at", new_values."told_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d9046ddecd407242cc778cf070a66036633cb7d9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_48a9c', referencing='REFERENCING NEW TABLE AS new_values ', table='inmates_apart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apart',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_apartevent" ("facility_id", "id", "one_id", "other_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id", "told_at", "told_by_id") SELECT new_values."facility_id", new_values."id", new_values."one_id", new_values."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', new_values."id", new_values."reason", new_values."reopened_at", new_values."reopened_by_id", new_values."told_at", new_values."told_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1526d166048821086924f8490d075df493a4d3fc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_102cc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='inmates_apart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apart',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_apartevent" ("facility_id", "id", "one_id", "other_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reopened_at", "reopened_by_id", "told_at", "told_by_id") SELECT old_values."facility_id", old_values."id", old_values."one_id", old_values."other_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."id", old_values."reason", old_values."reopened_at", old_values."reopened_by_id", old_values."told_at", old_values."told_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='da72503348ef1809d8288a8c08d9c23873aae970', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_51024', referencing='REFERENCING OLD TABLE AS old_values ', table='inmates_apart', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='10146c732d9192546d3c11ea66c72f9d8b78b8e8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_31db8', table='inmates_apartevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('merged')), _negated=True), name='merge_of_two_rows', violation_error_message='A row is not merged with itself.'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='merge_has_a_reason', violation_error_message='Say how it is known that both are one person.'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undo_reason', ''), ('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False), models.Q(('undo_reason', ''), _negated=True)), _connector='OR'), name='merge_undone_with_a_reason', violation_error_message='Say who undid it and why.'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('merged',), name='merge_once_a_row', violation_error_message='This row is merged already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='merge_of_one_facility', sql=pgtrigger.compiler.UpsertTriggerSql(func="if exists (select from inmates_inmate t where t.id = new.kept_id and t.facility_id <> new.facility_id) or exists (select from inmates_inmate t where t.id = new.merged_id and t.facility_id <> new.facility_id) then raise exception using errcode = 'check_violation', constraint = 'merge_of_one_facility', message = 'refused by merge_of_one_facility'; end if;\nreturn new;", hash='adcc5dc5d76b5fe4a96cae87359616776ba681df', operation='INSERT OR UPDATE', pgid='pgtrigger_merge_of_one_facility_4bba1', table='inmates_merge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='merge_stays_of_its_rows', sql=pgtrigger.compiler.UpsertTriggerSql(func="if old.facility_id is distinct from new.facility_id or old.kept_id is distinct from new.kept_id or old.merged_id is distinct from new.merged_id then raise exception using errcode = 'check_violation', constraint = 'merge_stays_of_its_rows', message = 'refused by merge_stays_of_its_rows'; end if;\nreturn new;", hash='a67b7722f4f7ce126dc1ef80ec8cb5db15daa18a', operation='UPDATE', pgid='pgtrigger_merge_stays_of_its_rows_24265', table='inmates_merge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='merge_never_in_a_chain', sql=pgtrigger.compiler.UpsertTriggerSql(func="if tg_op = 'INSERT' then\n    perform 1 from inmates_inmate where id in (new.kept_id, new.merged_id) order by id for update;\nend if;\nif tg_op = 'INSERT' and exists (select from inmates_merge m where m.undone_at is null and (m.kept_id = new.merged_id or m.merged_id = new.kept_id)) then raise exception using errcode = 'check_violation', constraint = 'merge_never_in_a_chain', message = 'refused by merge_never_in_a_chain'; end if;\nreturn new;", hash='5df49da07ca27883f2af6faafb928e778c752a54', operation='INSERT OR UPDATE', pgid='pgtrigger_merge_never_in_a_chain_227b3', table='inmates_merge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='merge_stands_as_written', sql=pgtrigger.compiler.UpsertTriggerSql(func="if (to_jsonb(new) - array['undone_at', 'undone_by_id', 'undo_reason'])::text <> (to_jsonb(old) - array['undone_at', 'undone_by_id', 'undo_reason'])::text or (old.undone_at is not null and to_jsonb(new)::text <> to_jsonb(old)::text) then raise exception using errcode = 'check_violation', constraint = 'merge_stands_as_written', message = 'refused by merge_stands_as_written'; end if;\nreturn new;", hash='a04a402f4aba5f090a454759dfefedf9c962bb5c', operation='UPDATE', pgid='pgtrigger_merge_stands_as_written_e12a5', table='inmates_merge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='merge_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='095193c5123748d593b166b9fd8db6e1b732a1f6', operation='DELETE', pgid='pgtrigger_merge_is_kept_ff826', table='inmates_merge', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='inmate_merged_is_linked', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE person inmates_inmate%ROWTYPE;', func="\nselect * into person from inmates_inmate where id = new.merged_id;\nif (person.state = 'merged') <> exists (\n        select from inmates_merge m join inmates_inmate k on k.id = m.kept_id\n        where m.merged_id = person.id and m.undone_at is null\n            and k.person_uuid = person.person_uuid and k.facility_id = person.facility_id)\n    or (person.state = 'merged' or person.voided_at is not null) and exists (\n        select from inmates_merge m where m.kept_id = person.id and m.undone_at is null)\nthen raise exception using errcode = 'check_violation', constraint = 'inmate_merged_is_linked', message = 'refused by inmate_merged_is_linked'; end if;\nreturn null;\n", hash='b0e194a545ee86dbde47dad7bf93baa193f05f98', operation='INSERT OR UPDATE', pgid='pgtrigger_inmate_merged_is_linked_90959', table='inmates_merge', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='merge_undone_gives_back', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\nif new.undone_at is not null and exists (select from inmates_stay s where s.merge_id = new.id)\nthen raise exception using errcode = 'check_violation', constraint = 'merge_undone_gives_back', message = 'refused by merge_undone_gives_back'; end if;\nreturn null;\n", hash='f8a0e4546481c1c21d2cbdba677e5cd05f7738b9', operation='INSERT OR UPDATE', pgid='pgtrigger_merge_undone_gives_back_9e0f3', table='inmates_merge', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_mergeevent" ("facility_id", "former_uuid", "id", "kept_id", "merged_at", "merged_by_id", "merged_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remembered", "request_key", "undo_reason", "undone_at", "undone_by_id") SELECT new_values."facility_id", new_values."former_uuid", new_values."id", new_values."kept_id", new_values."merged_at", new_values."merged_by_id", new_values."merged_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."id", new_values."reason", new_values."remembered", new_values."request_key", new_values."undo_reason", new_values."undone_at", new_values."undone_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ed4123d6a7a8f692e97b8e75846af1ca2d4f29d9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ea796', referencing='REFERENCING NEW TABLE AS new_values ', table='inmates_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_mergeevent" ("facility_id", "former_uuid", "id", "kept_id", "merged_at", "merged_by_id", "merged_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remembered", "request_key", "undo_reason", "undone_at", "undone_by_id") SELECT new_values."facility_id", new_values."former_uuid", new_values."id", new_values."kept_id", new_values."merged_at", new_values."merged_by_id", new_values."merged_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', new_values."id", new_values."reason", new_values."remembered", new_values."request_key", new_values."undo_reason", new_values."undone_at", new_values."undone_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6871be73e8f4b2e457b6a4b41bb2d27e66a406b5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_26d2f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='inmates_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inmates_mergeevent" ("facility_id", "former_uuid", "id", "kept_id", "merged_at", "merged_by_id", "merged_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "remembered", "request_key", "undo_reason", "undone_at", "undone_by_id") SELECT old_values."facility_id", old_values."former_uuid", old_values."id", old_values."kept_id", old_values."merged_at", old_values."merged_by_id", old_values."merged_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."id", old_values."reason", old_values."remembered", old_values."request_key", old_values."undo_reason", old_values."undone_at", old_values."undone_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1531bf89315903420c834acbae02797194d3405e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_32fc5', referencing='REFERENCING OLD TABLE AS old_values ', table='inmates_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ee8522ae671908413d9ed291055abc064cfefed1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d6e3e', table='inmates_mergeevent', when='BEFORE')),
        ),
    ]
