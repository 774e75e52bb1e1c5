"""Runs of operations write the same statements, in the same order, and leave the same state as the single ones."""

from copy import deepcopy

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField, AddIndex, AlterField, CreateModel, RemoveIndex, RunSQL
from django.db.migrations.state import ProjectState

from rutan.management.commands.migrate import Command
from rutan.migrating import AddedFields, Indexed, in_runs

INDEX = models.Index(fields=["name"], name="block_name")


def chosen(words):
    """Some of what somebody would write who has facilities, and blocks in them."""
    made = {
        "create": CreateModel("Facility", [("id", models.BigAutoField(primary_key=True))]),
        "block": CreateModel("Block", [("id", models.BigAutoField(primary_key=True))]),
        "name": AddField("Block", "name", models.CharField(max_length=9, default="")),
        "facility": AddField("Block", "facility", models.ForeignKey("casework.Facility", models.PROTECT)),
        "index": AddIndex("Block", INDEX),
        "no index": RemoveIndex("Block", INDEX.name),
        "longer": AlterField("Block", "name", models.CharField(max_length=20, default="")),
        "sql": RunSQL("select 1", elidable=True),
    }
    return [made[word] for word in words.split(", ")]


def laid_out(operations):
    """The operations in their order, those of a run as a tuple."""
    return [
        (type(each), tuple(each.operations)) if isinstance(each, AddedFields | Indexed) else each
        for each in in_runs(operations)
    ]


def test_like_operations_run_together_and_their_order_stays():
    given = chosen("create, block, name, facility, index, no index, sql, index, longer")
    create, block, name, facility, index, no_index, sql, again, longer = given
    assert laid_out(given) == [
        create,
        block,
        (AddedFields, (name, facility)),
        (Indexed, (index, no_index)),
        sql,
        (Indexed, (again,)),
        longer,
    ]


@pytest.mark.parametrize("rendered", [False, True])
def test_the_state_after_a_run_knows_fields_relations_and_indexes(rendered):
    state = ProjectState()
    for each in in_runs(chosen("create, block")):
        each.state_forwards("casework", state)
    if rendered:
        assert state.apps.get_model("casework", "block")
    for each in in_runs(chosen("name, facility, index")):
        each.state_forwards("casework", state)
    assert ("apps" in state.__dict__) is rendered
    block, facility = (state.apps.get_model("casework", name) for name in ("block", "facility"))
    assert [field.name for field in block._meta.get_fields()] == ["id", "name", "facility"]
    assert block._meta.get_field("facility").related_model is facility
    assert [field.name for field in facility._meta.get_fields()] == ["block", "id"]
    assert [index.name for index in block._meta.indexes] == [INDEX.name]


def statements(state, operations, label="casework"):
    """What a migration of these operations says to the database."""
    migration = Migration("made_here", label)
    migration.operations = deepcopy(operations)  # a table that is created keeps what is added to it
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
        return [line for line in editor.collected_sql if not line.startswith("--")]


@pytest.mark.django_db
def test_what_is_added_and_removed_in_one_run_is_found():
    operations = chosen("create, block, name, facility, index, no index, index, longer")
    single = statements(ProjectState(), operations)
    assert sum("block_name" in line for line in single) == 3  # made, dropped, made again
    assert statements(ProjectState(), in_runs(operations)) == single


@pytest.mark.django_db
@pytest.mark.parametrize(
    "key", [("inmates", "0013_departures"), ("rehab", "0005_counted_sessions_and_closed_groups")]
)
def test_migrations_of_ours_say_the_same_statement_by_statement(key):
    loader = MigrationLoader(None)
    migration = loader.graph.nodes[key]
    before = loader.project_state(sorted(parent.key for parent in loader.graph.node_map[key].parents))
    runs = in_runs(migration.operations)
    assert len(runs) < len(migration.operations) * 0.7
    single = statements(before.clone(), migration.operations, key[0])
    assert single
    assert statements(before.clone(), runs, key[0]) == single


def test_all_migrations_leave_the_same_state():
    loader = MigrationLoader(None)
    nodes = loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True)
    single, in_run = (ProjectState(real_apps=loader.unmigrated_apps) for _ in range(2))
    for key in nodes:
        migration = loader.graph.nodes[key]
        for each in deepcopy(migration.operations):
            each.state_forwards(migration.app_label, single)
        for each in in_runs(deepcopy(migration.operations)):
            each.state_forwards(migration.app_label, in_run)
    assert {config.label for config in apps.get_app_configs()} > {label for label, _name in single.models}
    assert in_run.models.keys() == single.models.keys()
    assert MigrationAutodetector(single, in_run).changes(loader.graph) == {}


def test_the_command_puts_them_into_runs_before_a_migration_is_applied(capsys):
    command = Command()
    command.verbosity = 0
    migration = Migration("made_here", "casework")
    migration.operations = chosen("create, block, name, facility, index")
    command.migration_progress_callback("apply_success", migration)
    assert len(migration.operations) == 5
    command.migration_progress_callback("apply_start", migration)
    assert [type(each) for each in migration.operations] == [CreateModel, CreateModel, AddedFields, Indexed]
    assert capsys.readouterr().out == ""
