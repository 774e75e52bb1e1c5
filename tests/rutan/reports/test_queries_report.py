"""The report as a whole: parts agree with their total, everything is defined and can be sealed."""

from datetime import date

import pytest
from django.utils import translation

from rutan.reports.catalogue import CATALOGUE
from rutan.reports.domain.report import Unit
from rutan.reports.domain.sealing import canonical
from rutan.reports.queries_rows import SHOWN
from tests.factories import accounts, assessments, rehab, reports

pytestmark = pytest.mark.django_db
QUERIES = 26


@pytest.fixture
def place():
    return reports.office()


def test_parts_never_hold_a_row_that_their_whole_has_not(place):
    with reports.evening_of(date(2026, 4, 10)):
        rehab.placed(group=rehab.group(facility=place))
    report = reports.read(facility=place)
    for figure in report.figures.values():
        if figure.of:
            assert set(figure.rows) <= set(report.figures[figure.of].rows), figure.code


def test_every_figure_is_defined_and_every_kind_of_row_can_be_shown(place):
    report = reports.read(facility=place)
    used = {".".join(code.split(".")[:2]) for code in report.figures}
    assert used | {"outcomes.course"} == {definition.code for definition in CATALOGUE}
    assert set(SHOWN) == set(Unit)
    assert all(figure.definition and figure.label for figure in report.figures.values())


def test_the_words_are_those_of_the_paper_whoever_asks_and_the_data_can_be_sealed(place):
    accounts.agreement(facility=place, agency=accounts.agency())
    assessments.assessor(facility=place)
    with translation.override("en"):
        report = reports.read(facility=place)
    assert report.sections[0].title == "Penerimaan dan skrining"
    assert [vars(agreement) for agreement in report.agreements] == [
        {"agency": "BNNK Contoh", "number": "PKS-1", "starts_on": "2020-01-01", "assessors": 1}
    ]
    assert report.copies == ("Kepala BNNK Contoh",)
    assert canonical(report.as_data())


def test_reading_costs_the_same_with_more_people(place, django_assert_num_queries):
    with reports.evening_of(date(2026, 4, 10)):
        group = rehab.group(facility=place)
        rehab.placed(group=group)
    with django_assert_num_queries(QUERIES):
        reports.read(facility=place)
    with reports.evening_of(date(2026, 4, 11)):
        rehab.placed(group=group)
        rehab.placed(group=group)
    with django_assert_num_queries(QUERIES):
        reports.read(facility=place)
