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
        ('accounts', '0004_ends_of_roles'),
        ('agencies', '0003_clock_under_lock'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=60, verbose_name='name of the list')),
                ('query', models.JSONField(default=dict)),
                ('is_default', models.BooleanField(default=False)),
                ('request_key', models.UUIDField(editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('voided_at', models.DateTimeField(editable=False, null=True)),
                ('facility', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.facility')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_lists', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'base_manager_name': 'all_objects',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('all_objects', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SavedListEvent',
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
                ('name', models.CharField(max_length=60, verbose_name='name of the list')),
                ('query', models.JSONField(default=dict)),
                ('is_default', models.BooleanField(default=False)),
                ('request_key', models.UUIDField(editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('voided_at', models.DateTimeField(editable=False, null=True)),
                ('facility', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.facility')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history_events', to='accounts.savedlist')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='savedlist',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('facility', 'user', 'page', 'name'), name='saved_list_name_once_a_person', violation_error_message='You have a list of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='savedlist',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True), ('voided_at', None)), fields=('facility', 'user', 'page'), name='saved_list_one_to_begin_with', violation_error_message='Only one list can be the one a page begins with.'),
        ),
        migrations.AddConstraint(
            model_name='savedlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at', None), ('voided_by', None)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='saved_list_voided_by_somebody', violation_error_message='A list that was removed names who removed it.'),
        ),
        migrations.AddConstraint(
            model_name='savedlist',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_list_has_a_name', violation_error_message='Give the list a name.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedlist',
            trigger=pgtrigger.compiler.Trigger(name='saved_list_stays_what_it_is', sql=pgtrigger.compiler.UpsertTriggerSql(func="if old.facility_id is distinct from new.facility_id or old.user_id is distinct from new.user_id or old.page is distinct from new.page or old.name is distinct from new.name or old.query::text is distinct from new.query::text or old.request_key is distinct from new.request_key or old.created_at is distinct from new.created_at then raise exception using errcode = 'check_violation', constraint = 'saved_list_stays_what_it_is', message = 'refused by saved_list_stays_what_it_is'; end if;\nreturn new;", hash='78ed75caa7e9c3b146c702c2a5c90d7f86b0c7bc', operation='UPDATE', pgid='pgtrigger_saved_list_stays_what_it_is_a8f9a', table='accounts_savedlist', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedlist',
            trigger=pgtrigger.compiler.Trigger(name='saved_list_is_removed_by_its_owner', sql=pgtrigger.compiler.UpsertTriggerSql(func="if new.voided_by_id is not null and new.voided_by_id <> new.user_id then raise exception using errcode = 'check_violation', constraint = 'saved_list_is_removed_by_its_owner', message = 'refused by saved_list_is_removed_by_its_owner'; end if;\nreturn new;", hash='37c833b4452fc3469e7fea3b06b7de47258586c7', operation='INSERT OR UPDATE', pgid='pgtrigger_saved_list_is_removed_by_its_owner_45ac9', table='accounts_savedlist', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedlist',
            trigger=pgtrigger.compiler.Trigger(name='saved_list_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='82c2f1c62130b1612142e08b40037721fcf0d0e7', operation='DELETE', pgid='pgtrigger_saved_list_is_kept_8c9d7', table='accounts_savedlist', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedlist',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_savedlistevent" ("created_at", "facility_id", "id", "is_default", "name", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "request_key", "user_id", "voided_at", "voided_by_id") SELECT new_values."created_at", new_values."facility_id", new_values."id", new_values."is_default", new_values."name", new_values."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'insert\', new_values."id", new_values."query", new_values."request_key", new_values."user_id", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ae3e2f49eef3084fbd08f45ae17ab51c125dbcb4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8ffc7', referencing='REFERENCING NEW TABLE AS new_values ', table='accounts_savedlist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedlist',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_savedlistevent" ("created_at", "facility_id", "id", "is_default", "name", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "request_key", "user_id", "voided_at", "voided_by_id") SELECT new_values."created_at", new_values."facility_id", new_values."id", new_values."is_default", new_values."name", new_values."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'update\', new_values."id", new_values."query", new_values."request_key", new_values."user_id", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='62cecc55a4b41b6dc649e25afcdeb0d684f436e4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_34fb2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='accounts_savedlist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedlist',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_savedlistevent" ("created_at", "facility_id", "id", "is_default", "name", "page", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "request_key", "user_id", "voided_at", "voided_by_id") SELECT old_values."created_at", old_values."facility_id", old_values."id", old_values."is_default", old_values."name", old_values."page", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, clock_timestamp(), \'delete\', old_values."id", old_values."query", old_values."request_key", old_values."user_id", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='098527b442389c1cf79c11f0a26864b531639fae', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_48d0d', referencing='REFERENCING OLD TABLE AS old_values ', table='accounts_savedlist', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedlistevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a42a06b90d4d50ed91b4e3e2eb1898bff46e6ebe', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d4da', table='accounts_savedlistevent', when='BEFORE')),
        ),
    ]
