"""Migrations are named, small, and keep schema apart from data (house.md, habit 10)."""

import pytest

from tests.architecture import migration_rules
from tests.architecture.scan import ROOT, expect_none, plant


def migration(*operations):
    body = "".join(f"        {operation},\n" for operation in operations)
    return f"class Migration(migrations.Migration):\n    operations = [\n{body}    ]\n"


FIELD = "migrations.AddField('inmate', 'x', models.TextField())"
BREACHES = {
    "a name with a time": ("0002_auto_20261124_0405", migration(FIELD)),
    "a name made of operations": ("0002_inmate_x_and_more", migration(FIELD)),
    "a second initial": ("0002_initial", migration(FIELD)),
    "a merge": ("0003_merge_20261124_0405", migration()),
    "no number": ("add_x", migration(FIELD)),
    "data beside schema": ("0002_x", migration(FIELD, "migrations.RunPython(fill, empty)")),
    "typed data beside schema": ("0002_x", migration(FIELD, "migrations.RunSQL('update t set a = 1', '')")),
    "no way back": ("0002_x", migration("migrations.RunPython(fill)")),
    "no way back, said so": ("0002_x", migration("migrations.RunPython(fill, reverse_code=None)")),
    "no way back from SQL": ("0002_x", migration("migrations.RunSQL('create view v as select 1')")),
}
ALLOWED = {
    "inmates/migrations/__init__.py": "",
    "inmates/migrations/0001_initial.py": migration("migrations.CreateModel('A', [])", FIELD),
    "inmates/migrations/0002_x.py": migration("migrations.RunPython(fill, migrations.RunPython.noop)"),
    "inmates/migrations/0003_y.py": migration("migrations.RunPython(fill, reverse_code=empty)"),
    "inmates/migrations/0004_z.py": migration(FIELD, "migrations.RunSQL('create view v', 'drop view v')"),
    "inmates/models.py": "class A(models.Model): ...\n",
    "rutan/core/models.py": "class A(models.QuerySet): ...\n",
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name, tmp_path):
    stem, text = BREACHES[name]
    path = f"inmates/migrations/{stem}.py"
    found = [breach.path for breach in migration_rules.breaches(plant(tmp_path, {path: text}))]
    assert found == [path]


def test_finds_models_without_migrations(tmp_path):
    tree = {"rutan/letters/models.py": "class A(models.Model): ...\n"}
    assert len(list(migration_rules.breaches(plant(tmp_path, tree)))) == 1


def test_lets_good_migrations_be(tmp_path):
    expect_none(migration_rules.breaches(plant(tmp_path, ALLOWED)))


def test_the_migrations_of_the_tree():
    expect_none(migration_rules.breaches(ROOT))
