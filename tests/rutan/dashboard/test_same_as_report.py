"""The dashboard and the monthly report count the same rows."""

import pytest

from rutan.dashboard.catalogue import BY_CODE
from tests.factories import reports
from tests.rutan.dashboard.worlds import world

pytestmark = pytest.mark.django_db
# Code here (and a part of it), code of the report.
SAME = {
    ("programme", ""): "placement.active",
    ("programme", "sedang"): "placement.active.sedang",
    ("unscreened", ""): "assessment.unscreened",
    ("planned", ""): "sessions.planned",
    ("held", ""): "sessions.held",
    ("lost_rutan", ""): "sessions.lost_rutan",
    ("lost_person", ""): "sessions.lost_person",
    ("replanned", ""): "sessions.replanned",
    ("unmarked", ""): "sessions.unmarked",
    ("attendance", ""): "sessions.marks",
    ("attendance", "present"): "sessions.mark.present",
    ("outcomes", "completed"): "placement.completed",
    ("outcomes", "dropped_out"): "placement.dropped_out",
    ("enrolled", ""): "outcomes.enrolled",
    ("trained", ""): "outcomes.trained",
    ("certified", ""): "outcomes.certified",
}


def test_the_rows_are_the_same():
    small = world()
    reading = small.reading()
    report = reports.read(facility=small.place, period=str(reading.month))
    ours = {
        key: tuple(sorted(BY_CODE[key[0]].rows_of(reading, key[1]).values_list("pk", flat=True)))
        for key in SAME
    }
    assert ours == {key: report.figures[code].rows for key, code in SAME.items()}
    assert len(ours["planned", ""]) == 3
