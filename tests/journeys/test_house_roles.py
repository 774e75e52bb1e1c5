"""Facilitator, case officer, security staff, auditor and administrator at their day's work."""

import re

from playwright.sync_api import expect

UNMARKED = """
select s.id from rehab_session s join timetable_booking b on b.id = s.booking_id join rehab_group g on g.id = s.group_id
join accounts_user u on u.id = g.facilitator_id
where u.username = 'fasilitator' and b.state = 'published' and upper(b.during) < now() order by b.during limit 1
"""


def test_a_facilitator_marks_the_whole_group_on_one_screen(walker, site):
    session = site.rows(UNMARKED)[0][0]
    walker.sign_in("fasilitator")
    walker.picture("facilitator-home")
    walker.go(f"/rehab/sessions/{session}/attendance/")
    page = walker.page
    marks = page.locator("form.attendance tbody tr")
    expected = marks.count()
    marks.nth(0).locator("input[value=sick]").check()
    marks.nth(1).locator("input[value=excused]").check()
    marks.nth(1).locator("select").select_option("court")
    walker.picture("attendance")
    page.get_by_role("button", name="Simpan, yang lain hadir").click()
    expect(page.locator("main")).to_contain_text("Terlaksana")
    query = (
        "select state, lost_by, count(*) from rehab_attendance where session_id = %s group by 1, 2 order by 1"
    )
    assert site.rows(query, session) == [
        ("excused", "person", 1),
        ("present", "none", expected - 2),
        ("sick", "person", 1),
    ]
    walker.go("/inmates/")
    in_groups = "select count(distinct p.inmate_id) from inmates_accessgrant p join accounts_user u on u.id = p.user_id"
    seen = site.rows(f"{in_groups} where u.username = 'fasilitator' and p.ended_at is null")[0][0]
    assert page.locator("main tbody tr").count() == seen


def test_a_case_officer_sees_those_who_were_given_to_them_and_their_files(walker, site):
    query = """
select p.id, p.full_name from inmates_accessgrant g join inmates_inmate p on p.id = g.inmate_id
join accounts_user u on u.id = g.user_id
where u.username = 'wali' and g.purpose = 'case_officer' and g.ended_at is null order by p.full_name, p.id
"""
    given = site.rows(query)
    assert given
    walker.sign_in("wali")
    walker.go("/inmates/")
    names = walker.page.locator("main tbody tr .name").all_inner_texts()
    assert sorted(names) == sorted(name for _id, name in given)
    walker.go(f"/inmates/{given[0][0]}/")
    expect(walker.page.locator("main")).to_contain_text("Wali")
    (other,) = site.rows(
        "select id from inmates_inmate where state = 'in_custody' and id <> all(%s) order by id limit 1",
        [person for person, _name in given],
    )
    assert walker.page.goto(f"{site.address}/inmates/{other[0]}/").status == 404


def test_security_staff_read_who_goes_where(walker, site):
    walker.sign_in("keamanan")
    walker.go("/timetable/movements/")
    walker.picture("movements")
    query = """
select count(*) from timetable_claim c join timetable_booking b on b.id = c.booking_id
where c.inmate_id is not null and c.published and c.voided_at is null
  and (lower(b.during) at time zone 'Asia/Jakarta')::date = (now() at time zone 'Asia/Jakarta')::date
"""
    people = site.rows(query)[0][0]
    names = walker.page.locator("main .name").count()
    assert names == people
    assert "ASSIST" not in walker.text()


def test_an_auditor_finds_that_a_case_file_was_opened(walker, site):
    person, name = site.rows("select id, full_name from inmates_inmate order by id limit 1")[0]
    walker.sign_in("auditor")
    walker.go(f"/inmates/{person}/")
    assert name in walker.text()
    walker.go("/reports/audit/")
    walker.picture("audit")
    opened = "select count(*) from audit_event where action = 'casefile.opened' and subject_id = %s and actor_name = %s"
    assert site.rows(opened, person, "Tri Handayani") == [(1,)]
    assert "Tri Handayani" in walker.text()


def test_an_administrator_makes_a_user_and_the_head_approves_the_role(walker, site, new_walker):
    walker.sign_in("admin")
    page = walker.page
    walker.go("/accounts/users/")
    page.get_by_role("link", name="Tambah pengguna").click()
    page.fill("[name=username]", "wali.baru")
    page.fill("[name=full_name]", "Wahyu Contoh")
    page.select_option("[name=role]", "case_officer")
    walker.picture("user-new")
    page.get_by_role("button", name="Buat akun").click()
    temporary = page.locator("main code.once").inner_text()
    walker.picture("user-made")
    user = site.rows("select id from accounts_user where username = 'wali.baru'")[0][0]
    head = new_walker()
    head.sign_in("karutan")
    head.go("/accounts/approvals/")
    head.picture("approvals")
    head.page.get_by_role("button", name="Setujui").first.click()
    held = "select approved_by_id is not null from accounts_roleassignment where user_id = %s and voided_at is null"
    assert site.rows(held, user) == [(True,)]
    new = new_walker()
    new.page.goto(f"{site.address}/accounts/login/")
    new.page.fill("input[name=login]", "wali.baru")
    new.page.fill("input[name=password]", temporary)
    new.page.click("main button[type=submit]")
    new.page.wait_for_url(re.compile("password/change"))
    new.picture("own-password")
