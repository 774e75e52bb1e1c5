"""What people send is read by fields and functions that refuse what cannot be counted with."""

import pytest

from tests.architecture import input_rules
from tests.architecture.scan import ROOT, expect_none, plant

BREACHES = {
    "a bare day": "day = forms.DateField(label='x')",
    "a bare text": "name = forms.CharField(label='x')",
    "a bare moment": "at = forms.DateTimeField()",
    "digits that are none": "key = int(text) if text.isdigit() else 0",
    "digits that are none, handed on": "keys = filter(str.isdigit, texts)",
    "a day of a widget's own": "class Day(forms.DateField): pass",
    "a row by its key alone": "done = Room.objects.filter(request_key=request_key).first()",
    "a row made by its key alone": "job, made = Job.objects.get_or_create(request_key=key, defaults={})",
    "a row by the key of another": "done = Lesson.objects.filter(booking__request_key=key)",
    "numbers that are none": "key = int(text) if text.isnumeric() else 0",
}


@pytest.mark.parametrize("name", BREACHES)
def test_finds(name, tmp_path):
    found = list(input_rules.breaches(plant(tmp_path, {"inmates/forms.py": BREACHES[name] + "\n"})))
    assert [breach.path for breach in found] == ["inmates/forms.py"]


def test_lets_ours_be(tmp_path):
    text = "day = DayField(label='x')\non = models.DateField()\nkey = text.isdecimal()\n"
    expect_none(input_rules.breaches(plant(tmp_path, {"inmates/forms.py": text})))


def test_the_tree():
    expect_none(input_rules.breaches(ROOT))
