import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_clock_under_lock'),
        ('jobs', '0003_lives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ListExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=60)),
                ('query', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=list)),
                ('file_format', models.CharField(choices=[('xlsx', 'XLSX'), ('csv', 'CSV')], max_length=4)),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('request_key', models.UUIDField(editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('made_at', models.DateTimeField(null=True)),
                ('rows', models.PositiveIntegerField(null=True)),
                ('size', models.PositiveIntegerField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('content', models.BinaryField(null=True)),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.facility')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='jobs.job')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ListExportEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('db_user', models.TextField(db_default=models.Func(output_field=models.TextField(), template='session_user'), editable=False)),
                ('tx', models.BigIntegerField(db_default=models.Func(output_field=models.BigIntegerField(), template='(pg_current_xact_id()::text::bigint)'), editable=False)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('page', models.CharField(max_length=60)),
                ('query', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=list)),
                ('file_format', models.CharField(choices=[('xlsx', 'XLSX'), ('csv', 'CSV')], max_length=4)),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('request_key', models.UUIDField(editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('made_at', models.DateTimeField(null=True)),
                ('rows', models.PositiveIntegerField(null=True)),
                ('size', models.PositiveIntegerField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('facility', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.facility')),
                ('job', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='jobs.job')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_events', to='jobs.listexport')),
                ('requested_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='listexport',
            index=models.Index(fields=['facility', 'created_at', 'id'], name='list_export_by_day'),
        ),
        migrations.AddConstraint(
            model_name='listexport',
            constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '^.{10,}$')), name='list_export_says_why', violation_error_message='Say in ten letters or more what the file is for.'),
        ),
        migrations.AddConstraint(
            model_name='listexport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content', None), ('digest', ''), ('made_at', None), ('rows', None), ('size', None)), models.Q(('digest__regex', '^[0-9a-f]{64}$'), ('made_at__isnull', False), ('rows__isnull', False), ('size__isnull', False)), _connector='OR'), name='list_export_is_made_whole', violation_error_message='A file that was made has its rows and its digest.'),
        ),
        migrations.AddConstraint(
            model_name='listexport',
            constraint=models.CheckConstraint(condition=models.Q(('made_at', None), ('made_at__gte', models.F('created_at')), _connector='OR'), name='list_export_made_after_it_was_asked_for', violation_error_message='A file is made after it was asked for.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexport',
            trigger=pgtrigger.compiler.Trigger(name='list_export_stays_what_was_asked_for', sql=pgtrigger.compiler.UpsertTriggerSql(func="if old.facility_id is distinct from new.facility_id or old.requested_by_id is distinct from new.requested_by_id or old.page is distinct from new.page or old.query::text is distinct from new.query::text or old.columns::text is distinct from new.columns::text or old.file_format is distinct from new.file_format or old.reason is distinct from new.reason or old.request_key is distinct from new.request_key or old.created_at is distinct from new.created_at then raise exception using errcode = 'check_violation', constraint = 'list_export_stays_what_was_asked_for', message = 'refused by list_export_stays_what_was_asked_for'; end if;\nreturn new;", hash='98ec0bb7eb03d44c4d37abf87fddc685b0e7d4fe', operation='UPDATE', pgid='pgtrigger_list_export_stays_what_was_asked_for_d0ccc', table='jobs_listexport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexport',
            trigger=pgtrigger.compiler.Trigger(name='list_export_is_made_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="if (old.made_at is not null and (new.made_at, new.digest, new.rows, new.size)\n        is distinct from (old.made_at, old.digest, old.rows, old.size))\n    or (old.content is not null and new.content is not null and new.content <> old.content)\n    or (old.made_at is not null and old.content is null and new.content is not null) then raise exception using errcode = 'check_violation', constraint = 'list_export_is_made_once', message = 'refused by list_export_is_made_once'; end if;\nreturn new;", hash='9cad9a0936056db86caf630945f0709530f42907', operation='UPDATE', pgid='pgtrigger_list_export_is_made_once_954e5', table='jobs_listexport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexport',
            trigger=pgtrigger.compiler.Trigger(name='list_export_of_one_facility', sql=pgtrigger.compiler.UpsertTriggerSql(func="if exists (select from jobs_job t where t.id = new.job_id and t.facility_id <> new.facility_id) then raise exception using errcode = 'check_violation', constraint = 'list_export_of_one_facility', message = 'refused by list_export_of_one_facility'; end if;\nreturn new;", hash='be67b62ec6f22b6bc339cdbfd7dbbbe685c85dac', operation='INSERT OR UPDATE', pgid='pgtrigger_list_export_of_one_facility_e834c', table='jobs_listexport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexport',
            trigger=pgtrigger.compiler.Trigger(name='list_export_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='6a2d13a4175221aa092ec884f8c44b82f632cb99', operation='DELETE', pgid='pgtrigger_list_export_is_kept_f2bf1', table='jobs_listexport', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexport',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jobs_listexportevent" ("columns", "created_at", "digest", "facility_id", "file_format", "id", "job_id", "made_at", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "reason", "request_key", "requested_by_id", "rows", "size") SELECT new_values."columns", new_values."created_at", new_values."digest", new_values."facility_id", new_values."file_format", new_values."id", new_values."job_id", new_values."made_at", new_values."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."id", new_values."query", new_values."reason", new_values."request_key", new_values."requested_by_id", new_values."rows", new_values."size" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b49a8fed45ef194bdeeac42d3c4be58765537e26', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ed32e', referencing='REFERENCING NEW TABLE AS new_values ', table='jobs_listexport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexport',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jobs_listexportevent" ("columns", "created_at", "digest", "facility_id", "file_format", "id", "job_id", "made_at", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "reason", "request_key", "requested_by_id", "rows", "size") SELECT new_values."columns", new_values."created_at", new_values."digest", new_values."facility_id", new_values."file_format", new_values."id", new_values."job_id", new_values."made_at", new_values."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', new_values."id", new_values."query", new_values."reason", new_values."request_key", new_values."requested_by_id", new_values."rows", new_values."size" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."columns" IS DISTINCT FROM (new_values."columns") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."digest" IS DISTINCT FROM (new_values."digest") OR old_values."facility_id" IS DISTINCT FROM (new_values."facility_id") OR old_values."file_format" IS DISTINCT FROM (new_values."file_format") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."job_id" IS DISTINCT FROM (new_values."job_id") OR old_values."made_at" IS DISTINCT FROM (new_values."made_at") OR old_values."page" IS DISTINCT FROM (new_values."page") OR old_values."query" IS DISTINCT FROM (new_values."query") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."request_key" IS DISTINCT FROM (new_values."request_key") OR old_values."requested_by_id" IS DISTINCT FROM (new_values."requested_by_id") OR old_values."rows" IS DISTINCT FROM (new_values."rows") OR old_values."size" IS DISTINCT FROM (new_values."size")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='998a499ca4ed83b841b92de00e971f20c2147ba7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ce442', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='jobs_listexport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexport',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "jobs_listexportevent" ("columns", "created_at", "digest", "facility_id", "file_format", "id", "job_id", "made_at", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "reason", "request_key", "requested_by_id", "rows", "size") SELECT old_values."columns", old_values."created_at", old_values."digest", old_values."facility_id", old_values."file_format", old_values."id", old_values."job_id", old_values."made_at", old_values."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."id", old_values."query", old_values."reason", old_values."request_key", old_values."requested_by_id", old_values."rows", old_values."size" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b04b4d3bdc062bdc4e9eee619af003fdb518647a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_95ea0', referencing='REFERENCING OLD TABLE AS old_values ', table='jobs_listexport', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listexportevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ea96d3fe6d0b89d28d69deafb425cb11fdef881', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_109d7', table='jobs_listexportevent', when='BEFORE')),
        ),
    ]
