"""A chart's table as a file for a spreadsheet."""

import csv
from io import StringIO

from rutan.core.spreadsheets import harmless
from rutan.dashboard.charts import Chart

BYTE_ORDER_MARK = "\ufeff"


def as_csv(chart: Chart) -> str:
    """Return the table with its heads; the mark at the beginning tells Excel that it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(head) for head in (chart.title, *chart.heads)])
    writer.writerows([harmless(line.label), *(cell.count for cell in line.cells)] for line in chart.lines)
    return BYTE_ORDER_MARK + text.getvalue()
