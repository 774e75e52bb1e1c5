"""Small files, small functions (house.md, habit 2)."""

import pytest

from tests.architecture import sizes
from tests.architecture.scan import ROOT, expect_none, plant, report


def function(lines: int, name: str = "f") -> str:
    """A function of so many lines, decorated, so that the decorator is seen not to count."""
    return f"@decorated\ndef {name}():\n" + "    x = 1\n" * (lines - 1)


BREACHES = {
    "a file": ("rehab/services.py", "x = 1\n" * 301, 301),
    "a test": ("tests/rehab/test_x.py", "x = 1\n" * 301, 301),
    "manage.py": ("manage.py", "x = 1\n" * 301, 301),
    "a function": ("rehab/services.py", function(41), 2),
    "a method": ("rehab/models.py", "class A:\n    def f(self):\n" + "        x = 1\n" * 40, 2),
    "a test's function": ("tests/rehab/test_x.py", function(41), 2),
    "a view": ("rehab/views.py", function(26), 2),
    "a view in a folder": ("rehab/views/groups.py", function(26), 2),
    "a view of the composition": ("rutan/views.py", function(26), 2),
    "a task": ("rehab/tasks.py", function(16), 2),
}
ALLOWED = {
    "rehab/services.py": function(40) + "x = 1\n" * 259,
    "rehab/views.py": function(25),
    "rehab/tasks.py": function(15),
    "tests/rehab/test_views.py": function(40),
    "rehab/migrations/0001_initial.py": "x = 1\n" * 500,
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name, tmp_path):
    path, text, line = BREACHES[name]
    found = list(sizes.breaches(plant(tmp_path, {path: text})))
    assert [(breach.path, breach.line) for breach in found] == [(path, line)], report(found)


def test_lets_the_longest_be(tmp_path):
    expect_none(sizes.breaches(plant(tmp_path, ALLOWED)))


def test_the_tree():
    expect_none(sizes.breaches(ROOT))
