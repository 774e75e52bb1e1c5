"""A chart's table as a file for a spreadsheet."""

import csv
from io import StringIO

from rutan.dashboard.charts import Chart

# A spreadsheet would take a cell that begins so for a formula and run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"


def as_csv(chart: Chart) -> str:
    """Return the table with its heads; the mark at the beginning tells Excel that it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_cell(head) for head in (chart.title, *chart.heads)])
    writer.writerows([_cell(line.label), *(cell.count for cell in line.cells)] for line in chart.lines)
    return BYTE_ORDER_MARK + text.getvalue()


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
