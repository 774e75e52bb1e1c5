"""A chart's table as a file for a spreadsheet."""

import csv

from rutan.dashboard.charts import Cell, Chart, Line
from rutan.dashboard.downloads import as_csv


def test_the_table_with_its_heads():
    chart = Chart("x", "Judul", ("Orang", "Sesi"), (Line('Satu, "dua"', (Cell(3, ""), Cell(0, ""))),))
    text = as_csv(chart)
    assert text.startswith("\ufeff")
    assert list(csv.reader(text[1:].splitlines())) == [["Judul", "Orang", "Sesi"], ['Satu, "dua"', "3", "0"]]


def test_no_label_is_taken_for_a_formula():
    labels = ("=1+1", "+1", "-1", "@x", "\tx", "aman")
    chart = Chart("x", "=judul", (), tuple(Line(label, ()) for label in labels))
    found = [row[0] for row in csv.reader(as_csv(chart)[1:].splitlines())]
    assert found == ["'=judul", "'=1+1", "'+1", "'-1", "'@x", "'\tx", "aman"]
