"""Rows that hang together are of one facility (decision 9: ``facility`` is a column of every large table)."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from inmates.models import AccessGrant, Block, ImportRow, Inmate
from rutan.agencies.models import CooperationAgreement, Facility
from rutan.core import guards
from rutan.letters.models import IssuedDocument
from tests.architecture import facility_rules
from tests.architecture.scan import expect_none

OF_ONE = guards.of_one_facility("lamp_of_one_facility", {"block_id": "inmates_block"})
OTHER_COLUMN = guards.of_one_facility("lamp_of_one_facility", {"cell_id": "inmates_block"})
OTHER_TABLE = guards.of_one_facility("lamp_of_one_facility", {"block_id": "inmates_cell"})
AT_FIRST = guards.not_if(
    "lamp_at_first", guards.STRANGER.format(table="inmates_block", column="block_id"), on=pgtrigger.Insert
)


def lamp(*triggers, to=Block):
    """A model with a facility that names a row which has one."""
    fields = {
        "__module__": "rutan.agencies.models",
        "Meta": type("Meta", (), {"app_label": "agencies", "triggers": triggers}),
        "facility": models.ForeignKey(Facility, models.PROTECT, related_name="+"),
        "block": models.ForeignKey(to, models.PROTECT, related_name="+"),
    }
    return type("Lamp", (models.Model,), fields)


@pytest.mark.parametrize("triggers", [(), (OTHER_COLUMN,), (OTHER_TABLE,), (AT_FIRST,)])
def test_finds_a_relation_without_a_guard(triggers):
    with isolate_apps("rutan.agencies"):
        assert list(facility_rules.faults([lamp(*triggers)])) == [
            "agencies.Lamp.block: could name a row of another facility (guards.of_one_facility)"
        ]


def test_lets_a_guarded_relation_be():
    with isolate_apps("rutan.agencies"):
        assert list(facility_rules.faults([lamp(OF_ONE)])) == []


def test_finds_a_row_that_could_move_below_another(monkeypatch):
    monkeypatch.setitem(facility_rules.OTHERWISE, "agencies.Lamp.block", "for the sake of the test")
    with isolate_apps("rutan.agencies"):
        found = list(facility_rules.faults([lamp(to=CooperationAgreement)]))
    assert found == ["agencies.CooperationAgreement: its facility could change below agencies.Lamp.block"]


def test_an_exception_names_a_trigger_there_is(monkeypatch):
    monkeypatch.setitem(facility_rules.OTHERWISE, "inmates.ImportRow.inmate", "no_such_trigger")
    assert list(facility_rules.faults([ImportRow])) == [
        "inmates.ImportRow.inmate: there is no trigger no_such_trigger"
    ]


def test_an_exception_that_nothing_needs_is_found(monkeypatch):
    monkeypatch.setitem(facility_rules.OTHERWISE, "inmates.AccessGrant.inmate", "for the sake of the test")
    assert list(facility_rules.faults()) == [
        "inmates.AccessGrant.inmate: stands among the exceptions and needs none"
    ]


def test_the_rules_see_relations():
    names = [
        [field.name for field in facility_rules.leading(model)] for model in (AccessGrant, ImportRow, Inmate)
    ]
    assert names == [["inmate"], ["inmate", "entry"], ["cell"]]
    assert {field.name for field in facility_rules.leading(IssuedDocument)} == {
        "series",
        "signatory",
        "replaced_by",
    }


def test_packages_are_those_there_are():
    assert {config.label for config in apps.get_app_configs()} >= facility_rules.PACKAGES


def test_the_relations_of_the_tree():
    expect_none(facility_rules.faults())
