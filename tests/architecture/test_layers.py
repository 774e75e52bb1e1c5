"""One-way imports between packages (house.md, habit 1)."""

import pytest

from tests.architecture import layers
from tests.architecture.scan import ROOT, expect_none, plant, report

BREACHES = {
    "an import at the top": ("inmates/services.py", "from rehab.models import Placement\n"),
    "an import inside a function": ("inmates/services.py", "def f():\n    import rehab.models\n"),
    "an import for types only": ("rutan/jobs/run.py", "if TYPE_CHECKING:\n    from rutan.letters import x\n"),
    "a package from its parent": ("rutan/audit/x.py", "from rutan import accounts\n"),
    "a relative import": ("rutan/audit/x.py", "from ..accounts.models import User\n"),
    "a dynamic import": ("rutan/core/x.py", "import_module('training.services')\n"),
    "the composition": ("rutan/demo/x.py", "from rutan.settings import TLS\n"),
    "a folder of the composition": ("rutan/demo/x.py", "from rutan.serving import servers\n"),
    "the user's class in audit": ("rutan/audit/models.py", "User = get_user_model()\n"),
    "a relation as a string": ("inmates/models.py", "x = models.ForeignKey('rehab.Group', on_delete=P)\n"),
    "a relation by keyword": ("rutan/letters/models.py", "x = OneToOneField(to='inmates.Inmate')\n"),
    "a table between": ("inmates/models.py", "x = ManyToManyField(Cell, through='training.Enrolment')\n"),
    "the user model": ("rutan/agencies/models.py", "x = models.ForeignKey(settings.AUTH_USER_MODEL)\n"),
    "a model by name": ("inmates/queries.py", "apps.get_model('rehab.Placement')\n"),
    "a model by two names": ("inmates/queries.py", "apps.get_model('rehab', 'Placement')\n"),
    "an app by name": ("inmates/apps.py", "apps.get_app_config('dashboard')\n"),
    "tests": ("rutan/demo/x.py", "from tests.factories import accounts\n"),
    "benchmarks": ("rehab/x.py", "import benchmarks.ctt\n"),
    "a leftover module": ("rehab/utils.py", "x = 1\n"),
    "a leftover folder": ("rutan/core/common/x.py", "x = 1\n"),
    "a package without a layer": ("rutan/extras/x.py", "x = 1\n"),
    "a new folder of code": ("library/x.py", "x = 1\n"),
}
ALLOWED = {
    "rehab/services.py": "from inmates.models import Inmate\nfrom rutan.timetable import services\nimport rehab.models\n",
    "rutan/timetable/models.py": "x = models.ForeignKey('inmates.Inmate', on_delete=P)\ny = ForeignKey('self')\n",
    "rutan/accounts/models.py": "x = ForeignKey(settings.AUTH_USER_MODEL)\nz = ForeignKey('auth.Group')\n",
    "rutan/urls.py": "from rutan import views\nfrom rutan.demo import x\nfrom rutan.serving import servers\n",
    "rutan/serving/servers.py": "from rutan.supervisor import Supervisor\n",
    "rutan/dashboard/queries.py": "from rehab import queries\nfrom rutan.casefile import x\n",
    "inmates/migrations/0002_x.py": "from training.models import Course\n",
    "tests/x.py": "from rutan import settings\n",
    "benchmarks/x.py": "from rehab import services\n",
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name, tmp_path):
    path, text = BREACHES[name]
    found = list(layers.breaches(plant(tmp_path, {path: text})))
    assert len(found) == 1, report(found)
    assert path.startswith(found[0].path)


def test_lets_downward_imports_be(tmp_path):
    expect_none(layers.breaches(plant(tmp_path, ALLOWED)))


def test_every_app_has_a_place():
    assert [package for package in layers.APPS if package not in layers.LAYERS] == []


def test_the_tree():
    expect_none(layers.breaches(ROOT))
