"""An assessor takes a screening in a real browser: it follows the skip rules, saves itself, and is signed."""

import re
import time

from tests.journeys.conftest import Walker

NAME = "Wagiman Contoh"
# Somebody on the register, opened to BNNK; the certificate is registered on the page.
SETUP = f"""
from django.utils import timezone
from datetime import date
from inmates.services_stays import admit
from inmates.services_access import grant_to_agency
from rutan.accounts.models import User
from rutan.accounts.scope import acting
from rutan.agencies.models import Agency, Facility
facility, by = Facility.objects.get(code="BNA"), User.objects.get(username="rehab")
with acting(user=by, facility=facility, route="test"):
    person = admit(facility=facility, by=by, facts={{"full_name": "{NAME}", "born_on": "1990-01-01", "sex": "L",
        "register_code": "B.I", "register_number": "BI.9001/2020", "admitted_on": date(2020, 1, 2)}})
    grant_to_agency(inmate_ids=[person.pk], agency=Agency.objects.get(code="bnnk-purbalingga"), facility=facility,
        starts_on=timezone.localdate(), by=by)
    print(person.pk)
"""
EVER = {"a": "yes", "e": "yes", "j": "yes"}


def choose(page, path, value):
    page.check(f"input[name='{path}'][value={value}]")


def wait_until_stored(site, person, name):
    """Wait until the name of the other substance, the last thing typed, is in the database."""
    until = time.monotonic() + 9
    query = "select answers->>'j_name' from assessments_assessment where inmate_id = %s"
    while site.rows(query, person) != [(name,)]:
        assert time.monotonic() < until, "the form did not save itself"
        time.sleep(0.1)


def asked(page, part):
    """Which substances a part asks about now."""
    shown = page.locator(f"#part-{part} fieldset:visible")
    return [one.get_attribute("data-question").split(".")[0] for one in shown.all()]


def test_an_assessor_screens_somebody_and_signs(walker, site, browser):
    person = site.manage("shell", "-v", "0", "-c", SETUP).split()[-1]
    _register_certificate(walker)
    _begin(walker, person)
    page = walker.page
    assert asked(page, "Q2") == []
    for letter in "abcdefghij":
        choose(page, f"{letter}.Q1", EVER.get(letter, "no"))
    # The page asks about one substance after the other as answers arrive; the last one may take a moment.
    page.wait_for_selector("#part-Q2 fieldset[data-question^='j.']:visible")
    assert (asked(page, "Q2"), asked(page, "Q3")) == ([*EVER], [])
    choose(page, "e.Q2", "daily")
    page.wait_for_selector("#part-Q3 fieldset:visible")
    assert (asked(page, "Q3"), asked(page, "Q7")) == (["e"], [*EVER])
    page.fill("input[name=j_name]", "Kratom")
    wait_until_stored(site, person, "Kratom")
    assert re.fullmatch(r"Tersimpan \d\d\.\d\d", page.inner_text("[data-saved]"))
    walker.picture("assist-taking")
    _no_keeps_the_answers(page)
    address = page.url
    page.context.close()  # the browser is closed: nothing was pressed

    context = browser.new_context(locale="id-ID", viewport={"width": 390, "height": 900})
    try:
        again = Walker(site, context.new_page())
        again.sign_in("asesor.bnnk")
        again.page.goto(address)
        _finish(again.page)
        again.picture("assist-signed")
        row = site.rows(
            "select state, result->'bands'->>'person' from assessments_assessment where inmate_id = %s",
            person,
        )
        assert row == [("signed", "high")]
    finally:
        context.close()


def _register_certificate(walker):
    walker.sign_in("rehab")
    walker.go("/assessments/certificates/new/")
    page = walker.page
    page.select_option("select[name=user]", label="Ratna Wijayanti")
    page.fill("input[name=number]", "BNN/9001")
    page.fill("input[name=issuer]", "BNN")
    page.check("input[name=instruments][value=assist]")
    page.fill("input[name=starts_on]", "2020-01-01")
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=Sertifikat terdaftar.")
    page.context.clear_cookies()


def _begin(walker, person):
    walker.sign_in("asesor.bnnk")
    walker.go("/assessments/")
    walker.page.click(f"a[href='/assessments/start/{person}/']")
    walker.page.click("main form button[type=submit]")
    walker.page.wait_for_url("**/answers/")


def _no_keeps_the_answers(page):
    choose(page, "e.Q1", "no")
    page.wait_for_selector("dialog[open]")
    assert "Seberapa sering memakai" in page.inner_text("dialog")
    page.click("dialog button:not(.btn-danger)")
    page.wait_for_selector("dialog", state="detached")
    assert page.is_checked("input[name='e.Q1'][value=yes]")
    assert page.is_checked("input[name='e.Q2'][value=daily]")


def _finish(page):
    assert page.input_value("input[name=j_name]") == "Kratom"
    assert asked(page, "Q3") == ["e"]
    choose(page, "a.Q2", "never")
    choose(page, "j.Q2", "never")
    for question in ("Q3", "Q4", "Q5"):
        choose(page, f"e.{question}", "daily")
    for letter in EVER:
        choose(page, f"{letter}.Q6", "never")
        choose(page, f"{letter}.Q7", "never")
    choose(page, "Q8", "never")
    page.wait_for_load_state(
        "networkidle"
    )  # the form saves itself after the last answer; nobody signs within that moment
    page.click("button[value=sign]")
    page.wait_for_url("**/sign/")
    page.click("text=Tandatangani asesmen >> visible=true >> nth=-1")
    page.wait_for_selector("text=Sudah ditandatangani.")
