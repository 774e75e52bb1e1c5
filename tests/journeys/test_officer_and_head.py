"""The rehabilitation officer decides and places; the head confirms what departs, and asks a figure why."""

import re

from playwright.sync_api import expect

WITHOUT_A_GROUP = """
select i.id from inmates_inmate i join rehab_tierdecision d on d.inmate_id = i.id
where d.state = 'final' and d.decided = %s
  and not exists (select from rehab_placement p where p.inmate_id = i.id)
  and exists (select from inmates_consent c where c.inmate_id = i.id and c.subject = 'programme' and c.voided_at is null)
order by i.id limit 1
"""
SCREENED = """
select a.inmate_id from assessments_assessment a
where a.instrument = 'assist' and a.state = 'signed' and a.result->'bands'->>'person' = %s
  and not exists (select from rehab_tierdecision d where d.inmate_id = a.inmate_id)
order by a.inmate_id limit 1
"""
FIGURES = ("programme.running", "waiting.screening", "sessions.held")


def decide(walker, person, tier, reason=""):
    """Decide on the page of the tier; a reason only where it is asked for."""
    walker.go(f"/inmates/{person}/")
    walker.page.get_by_role("link", name="Putuskan kategori").click()
    walker.page.check(f"input[name=decided][value={tier}]")
    if reason:
        walker.page.fill("[name=reason]", reason)
    walker.page.get_by_role("button", name="Putuskan kategori").click()


def decisions_of(site, person):
    query = "select decided, state, reason from rehab_tierdecision where inmate_id = %s order by id"
    return site.rows(query, person)


def test_deciding_as_recommended_is_final_and_otherwise_needs_the_head(walker, site, new_walker):
    mild, moderate = (site.rows(SCREENED, band)[0][0] for band in ("low", "moderate"))
    walker.sign_in("rehab")
    decide(walker, mild, "ringan")
    walker.picture("tier-decided")
    assert decisions_of(site, mild) == [("ringan", "final", "")]
    decide(walker, moderate, "berat")
    expect(walker.page.locator("main")).to_contain_text("Tuliskan alasan berbeda dari rekomendasi")
    assert decisions_of(site, moderate) == []
    walker.page.fill("[name=reason]", "Kambuh dua kali menurut keluarganya")
    walker.page.get_by_role("button", name="Putuskan kategori").click()
    expect(walker.page.locator("main")).to_contain_text("Menunggu orang kedua")
    head = new_walker()
    head.sign_in("karutan")
    head.go(f"/inmates/{moderate}/")
    head.page.get_by_role("link", name="Sahkan atau tolak").click()
    head.page.get_by_role("link", name=re.compile("Sahkan atau tolak")).first.click()
    head.picture("tier-second")
    head.page.get_by_role("button", name="Sahkan").click()
    wanted = [("berat", "final", "Kambuh dua kali menurut keluarganya")]
    expect(head.page.locator("main")).to_contain_text("Jawaban Anda sudah dicatat.")
    assert decisions_of(site, moderate) == wanted


def test_everything_in_the_way_is_said_and_the_group_that_fits_takes_the_person(walker, site):
    person = site.rows(WITHOUT_A_GROUP, "sedang")[0][0]
    walker.sign_in("rehab")
    walker.go(f"/rehab/{person}/place/")
    text = walker.text()
    assert "Diputuskan sedang, kelompok ini ringan." in text
    walker.picture("placing")
    walker.page.get_by_role("button", name="Tempatkan di Sedang 2").click()
    query = "select g.name, p.state from rehab_placement p join rehab_group g on g.id = p.group_id where inmate_id = %s"
    assert site.rows(query, person) == [("Sedang 2", "active")]
    granted = "select count(*) from inmates_accessgrant where inmate_id = %s and source like 'group:%%' and ended_at is null"
    assert site.rows(granted, person) == [(1,)]


def test_a_figure_of_the_dashboard_opens_as_many_rows(walker):
    walker.sign_in("karutan")
    walker.go("/dashboard/")
    walker.picture("dashboard")
    page = walker.page
    links = page.locator("a[href*='/dashboard/rows/']")
    shown = [(one.get_attribute("href"), one.inner_text()) for one in links.all()]
    numbers = [
        (address, int(text)) for address, text in shown if re.fullmatch(r"\d+", text) and 0 < int(text) < 40
    ]
    assert len(numbers) >= 5
    for address, number in numbers[:5]:
        walker.go(address)
        rows = page.locator("main table.people tbody tr, main table.plain tbody tr")
        assert rows.count() == number, address
    walker.picture("figure-rows")
