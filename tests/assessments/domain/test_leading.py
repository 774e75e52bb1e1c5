"""Which substance stands out: the band first, then the figure, then the order of asking."""

import pytest

from assessments.domain.instruments.assist import ASSIST
from assessments.domain.instruments.phq9 import PHQ9
from assessments.domain.leading import leading
from assessments.domain.scoring import score


@pytest.mark.parametrize(
    ("scores", "bands", "code"),
    [
        ({"tobacco": 31}, {"tobacco": "high"}, None),
        ({"tobacco": 31, "ats": 4}, {"tobacco": "high", "ats": "moderate"}, "ats"),
        # Alcohol is still at low risk with 10, opioids are at moderate risk with 4: the figures do not compare.
        ({"alcohol": 10, "opioids": 4}, {"alcohol": "low", "opioids": "moderate"}, "opioids"),
        ({"alcohol": 12, "opioids": 14}, {"alcohol": "moderate", "opioids": "moderate"}, "opioids"),
        ({"opioids": 9, "cannabis": 9}, {"opioids": "moderate", "cannabis": "moderate"}, "cannabis"),
        ({"ats": None, "cannabis": 3}, {"ats": None, "cannabis": "low"}, "cannabis"),
        ({"ats": 0}, {"ats": "low"}, None),
    ],
)
def test_the_substance_behind_the_persons_band(scores, bands, code):
    assert leading(ASSIST, scores, bands) == code


def test_an_instrument_without_an_overall_band_has_none():
    found = score(PHQ9, {str(number): 3 for number in range(1, 10)})
    assert leading(PHQ9, found.scores, found.bands) is None
