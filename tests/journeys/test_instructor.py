"""Skills training: a certificate is downloaded, and whoever holds the paper can check it; an instructor's own batch."""

from playwright.sync_api import expect

from tests.pdf_text import squeezed, text_of

DONE = """
select b.id from training_batch b join accounts_user u on u.id = b.instructor_id
where u.username = 'instruktur' and b.state = 'completed' limit 1
"""


def test_a_certificate_is_downloaded_and_checked_by_anybody(walker, site, new_walker):
    batch = site.rows(DONE)[0][0]
    walker.sign_in("rehab")
    walker.go(f"/training/batches/{batch}/")
    walker.picture("batch")
    page = walker.page
    with page.expect_download() as download:
        page.locator("a[href$='/certificate/']").first.click()
    paper = text_of(download.value.path().read_bytes())
    query = """
select d.code, d.number, d.printed_name, i.full_name, i.nik from letters_issueddocument d
join training_enrolment e on e.document_id = d.id join inmates_inmate i on i.id = e.inmate_id
where e.batch_id = %s
"""
    code, number, printed, name, nik = next(
        row for row in site.rows(query, batch) if squeezed(row[1]) in paper
    )
    assert squeezed(name) in paper
    stranger = new_walker()
    stranger.go(f"/verify/{code}/")
    expect(stranger.page.locator("main")).to_contain_text(number)
    told = stranger.text()
    assert printed in told
    assert nik not in told
    stranger.picture("verify")
    assert stranger.page.goto(f"{site.address}/verify/{'0' * len(code)}/").status == 404


def test_the_waiting_list_is_shown_with_its_places(walker, site):
    batch, capacity = site.rows(
        "select b.id, b.capacity from training_batch b where exists"
        " (select from training_enrolment e where e.batch_id = b.id and e.state = 'waiting') limit 1"
    )[0]
    walker.sign_in("rehab")
    walker.go(f"/training/batches/{batch}/")
    enrolled = site.rows(
        "select count(*) from training_enrolment where batch_id = %s and state = 'enrolled'", batch
    )[0][0]
    assert enrolled == capacity
    expect(walker.page.locator("main")).to_contain_text("Daftar tunggu")


def test_an_instructor_sees_the_people_of_the_own_batch_and_nobody_else(walker, site):
    batch = site.rows(DONE.replace("completed", "running"))[0][0]
    walker.sign_in("instruktur")
    walker.picture("instructor-home")
    walker.go(f"/training/batches/{batch}/")
    taught = {
        name
        for (name,) in site.rows(
            "select i.full_name from training_enrolment e join inmates_inmate i on i.id = e.inmate_id"
            " where e.batch_id = %s and e.state = 'enrolled'",
            batch,
        )
    }
    assert [name for name in taught if name not in walker.text()] == []
    granted = (
        "select count(distinct inmate_id) from inmates_accessgrant g join accounts_user u on u.id = g.user_id"
    )
    seen = site.rows(f"{granted} where u.username = 'instruktur' and g.ended_at is null")[0][0]
    walker.go("/inmates/")
    assert walker.page.locator("main tbody tr").count() == seen
