"""The registrar brings a register in from a file."""

import json
from pathlib import Path

REGISTER = Path(__file__).parent.parent / "data" / "register" / "register-messy.csv"
EXPECTED = json.loads(REGISTER.with_name(f"{REGISTER.name}.expected.json").read_text())["totals"]
JUDGED_ON = "2026-11-24"


def test_the_registrar_imports_a_file_into_the_empty_facility(walker, site):
    walker.sign_in("registrasi")
    page = walker.page
    page.click("button[popovertarget=places]")
    # A click does not wait for its answer: a form that is opened meanwhile is for the facility of before, and refused.
    with page.expect_navigation():
        page.click("button[name=facility][value=KSG]")
    walker.go("/inmates/")
    walker.picture("register-empty")
    page.click("text=Impor berkas register")
    page.set_input_files("input[name=file]", str(REGISTER))
    page.fill("input[name=judged_on]", JUDGED_ON)
    page.click("main button[type=submit]")
    page.wait_for_selector("form[action$='/confirm/'] button", timeout=120_000)
    walker.picture("register-preview")
    page.click("form[action$='/confirm/'] button")
    page.wait_for_selector("text=Tersimpan", timeout=120_000)
    walker.picture("register-stored")
    stored = site.rows(
        "select count(*) from inmates_inmate i join agencies_facility f on f.id = i.facility_id where f.code = 'KSG'"
    )[0][0]
    assert stored == EXPECTED["new"] + EXPECTED["warning"]
    walker.go("/inmates/")
    assert page.locator("main tbody tr").count() == stored
