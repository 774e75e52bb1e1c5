"""A report as plain data and back; a number cannot differ from the rows it counts."""

import json

from rutan.reports.domain.report import Correction, Report
from rutan.reports.domain.sealing import canonical
from tests.rutan.reports.domain.examples import report


def test_comes_back_as_it_was():
    correction = Correction(1, "W.1", "0" * 64, "Terlambat dicatat", ("Diskrining: 1 menjadi 2",))
    for made in (report(), report(edition=2, corrects=correction)):
        assert Report.from_data(json.loads(canonical(made.as_data()))) == made


def test_freezes_each_number_with_its_rows():
    data = report().as_data()
    assert data["rows"] == {"intake.screened": [3, 5], "intake.band.high": [5]}
    assert data["figures"]["intake.band.high"] == {
        "label": "Risiko tinggi",
        "value": 1,
        "unit": "people",
        "of": "intake.screened",
        "definition": "Siapa yang dihitung.",
    }
