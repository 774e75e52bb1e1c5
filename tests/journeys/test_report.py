"""The coordination report: asked for with one click, downloaded, read back and compared with the database."""

import hashlib
import io
import re
from datetime import date, timedelta

from openpyxl import load_workbook

from tests.pdf_text import squeezed, text_of

FIRST = (date.today().replace(day=1) - timedelta(days=1)).replace(day=1)
LAST = date.today().replace(day=1) - timedelta(days=1)
# Code of the figure on the sheet, and our own count of it.
COUNTS = {
    "intake.screened": """
select count(distinct inmate_id) from assessments_assessment
where instrument = 'assist' and state = 'signed' and taken_on between %s and %s""",
    "sessions.held.rehab": """
select count(*) from timetable_booking b join rehab_session s on s.booking_id = b.id
where b.state = 'held' and (lower(during) at time zone 'Asia/Jakarta')::date between %s and %s""",
    "placement.new": "select count(*) from rehab_placement where starts_on between %s and %s",
}


def downloaded(page, selector):
    with page.expect_download() as download:
        page.locator(selector).first.click()
    return download.value.path().read_bytes()


def test_a_report_is_made_downloaded_and_says_what_the_database_says(walker, site):
    walker.sign_in("rehab")
    walker.go("/reports/")
    page = walker.page
    page.get_by_role("button", name=re.compile("^Buat laporan")).click()
    page.wait_for_selector("a[href$='file.pdf']", timeout=120_000)
    walker.picture("report")
    pdf, xlsx = downloaded(page, "a[href$='file.pdf']"), downloaded(page, "a[href$='file.xlsx']")
    number, digest = site.rows(
        "select d.number, d.pdf_digest from reports_reportedition e join letters_issueddocument d on d.id = e.document_id"
        " where e.state = 'sealed' and e.period_starts_on = %s",
        FIRST,
    )[0]
    assert hashlib.sha256(pdf).hexdigest() == digest
    assert squeezed(number) in text_of(pdf)
    told = figures_of(xlsx)
    own = {code: site.rows(query, FIRST, LAST)[0][0] for code, query in COUNTS.items()}
    for code, count in own.items():
        small = 0 < count < 5 and not code.startswith("sessions.")
        assert told[code] in (("<5", "*") if small else (count, "*")), code
    assert any(told[code] == n for code, n in own.items() if n >= 5 and not code.startswith("sessions."))
    assert told["sessions.held.rehab"] == own["sessions.held.rehab"]
    assert sum(own.values()) > 0


def figures_of(xlsx):
    """Code of each figure and its number, or the sign in its place, of all sheets."""
    found = {}
    for sheet in load_workbook(io.BytesIO(xlsx), read_only=True):
        for row in sheet.iter_rows(values_only=True):
            cells = [cell for cell in row if cell is not None]
            codes = [
                cell
                for cell in cells
                if isinstance(cell, str) and re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", cell)
            ]
            numbers = [cell for cell in cells if isinstance(cell, int) or cell in ("<5", "*")]
            if codes and numbers:
                found[codes[0]] = numbers[0]
    return found


def test_agencies_read_the_sealed_report_and_only_their_people(walker, site):
    walker.sign_in("koordinator.bnnk")
    walker.go("/inmates/")
    seen = (
        "select count(*) from inmates_accessgrant g join agencies_agency a on a.id = g.agency_id"
        " where a.code = %s and g.ended_at is null"
    )
    granted = site.rows(seen, "bnnk-purbalingga")[0][0]
    assert 0 < walker.page.locator("main tbody tr").count() <= min(granted, 50)
    walker.go("/reports/")
    walker.picture("coordinator-reports")
