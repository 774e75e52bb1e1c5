"""Every model keeps to the house's rules for tables (house.md, habits 5, 7, 15; decisions 7 and 9)."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps
from django.utils.translation import gettext_lazy as _

from rutan.accounts.models import User
from rutan.agencies.models import Agency, CooperationAgreement, Facility
from tests.architecture import model_rules
from tests.architecture.scan import ROOT, expect_none

PROTECTED = {"on_delete": models.PROTECT, "related_name": "+"}


def unique(name, message=_("Only once.")):
    return models.UniqueConstraint(fields=("code",), name=name, violation_error_message=message)


def made(attributes=None, meta=None, bases=(models.Model,), doc="A cell with a lamp."):
    """A model of ours, right but for what is given."""
    fields = {
        "__module__": "rutan.agencies.models",
        "__doc__": doc,
        "Meta": type("Meta", (), {"app_label": "agencies", **(meta or {})}),
        "facility": models.ForeignKey(Facility, **PROTECTED),
        "code": models.CharField(max_length=5),
    }
    fields |= attributes or {}
    return type("BrightCell", bases, {name: value for name, value in fields.items() if value is not None})


class Saving:
    """Our own class that a model would inherit from."""

    __module__ = "rutan.agencies.models"

    def save(self, **options):
        """Do more than to save."""


def _voided(**more):
    return {
        "voided_at": models.DateTimeField(null=True),
        "voided_by": models.ForeignKey(User, null=True, **PROTECTED),
        **more,
    }


BREACHES = {
    "an ordering": lambda: made(meta={"ordering": ("code",)}),
    "unique together": lambda: made(meta={"unique_together": (("facility", "code"),)}),
    "no docstring": lambda: made(doc=None),
    "a cascade": lambda: made({"x": models.ForeignKey(Facility, models.CASCADE, related_name="+")}),
    "a relation set to null": lambda: made(
        {"x": models.ForeignKey(Facility, models.SET_NULL, null=True, related_name="+")}
    ),
    "an automatic table": lambda: made({"x": models.ManyToManyField(Facility, related_name="+")}),
    "a small key": lambda: made({"id": models.AutoField(primary_key=True)}),
    "a key of its own": lambda: made({"code": models.CharField(max_length=5, primary_key=True)}),
    "save": lambda: made({"save": lambda self: None}),
    "save from a parent": lambda: made(bases=(Saving, models.Model)),
    "no facility": lambda: made({"facility": None}),
    "voided by nobody": lambda: made({"voided_at": models.DateTimeField(null=True)}, doc="A cell."),
    "void rows in sight": lambda: made(_voided()),
    "a name with another word": lambda: made(meta={"constraints": [unique("code_once")]}),
    "a name in capitals": lambda: made(meta={"constraints": [unique("cell_code_Once")]}),
    "no message": lambda: made(meta={"constraints": [models.CheckConstraint(condition=Q(), name="cell_x")]}),
    "a message in one language": lambda: made(meta={"constraints": [unique("cell_once", "Only once.")]}),
    "an index without a name": lambda: made(meta={"indexes": [models.Index(fields=["code"])]}),
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name):
    with isolate_apps("rutan.agencies"):
        found = list(model_rules.faults([BREACHES[name]()]))
    assert found, name
    assert all(line.startswith("agencies.BrightCell: ") for line in found)
    assert len(found) == (2 if name == "voided by nobody" else 1), found


def test_lets_a_good_model_be():
    meta = {
        "base_manager_name": "all_objects",
        "constraints": [unique("bright_cell_once"), unique("cell_code_once")],
        "indexes": [models.Index(fields=["code"], name="cell_by_code")],
    }
    managers = {"objects": models.Manager(), "all_objects": models.Manager()}
    with isolate_apps("rutan.agencies"):
        assert list(model_rules.faults([made(_voided(**managers), meta)])) == []


@pytest.mark.parametrize(
    ("target", "null", "fits"),
    [(CooperationAgreement, False, True), (CooperationAgreement, True, False), (Agency, False, False)],
)
def test_a_small_table_hangs_on_a_row_with_a_facility(target, null, fits, monkeypatch):
    monkeypatch.setitem(model_rules.WITHOUT_FACILITY, "agencies.BrightCell", "owner")
    with isolate_apps("rutan.agencies"):
        model = made({"facility": None, "owner": models.ForeignKey(target, null=null, **PROTECTED)})
        assert (list(model_rules.faults([model])) == []) is fits


def test_the_models_of_the_tree():
    expect_none(model_rules.faults(model_rules.our_models()))


def test_the_rules_see_models():
    assert "agencies.Facility" in {model._meta.label for model in model_rules.our_models()}


def test_every_package_with_models_is_installed():
    tables = [path.parent.relative_to(ROOT) for path in ROOT.glob("*/models.py")]
    tables += [path.parent.relative_to(ROOT) for path in ROOT.glob("rutan/*/models.py")]
    packages = {".".join(path.parts) for path in tables}
    expect_none(f"{name} has models but is not in INSTALLED_APPS" for name in packages - _installed())


def _installed():
    return {config.name for config in apps.get_app_configs()}
