"""A screening on the screen: it begins, saves itself, follows the skip rules, and is signed or refused."""

import re
import uuid

import pytest
from django.utils import timezone

from assessments.domain.instruments.assist import LETTERS
from assessments.models import Assessment
from rutan.audit.models import Event
from tests.factories import accounts, assessments, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(assessor):
    return signed_in(assessor)


@pytest.fixture
def draft(person, assessor):
    return assessments.draft(inmate=person, by=assessor)


def page_of(draft, page="answers"):
    return f"/assessments/{draft.pk}/{page}/"


def sent(answers):
    """An answer object as the page's form sends it."""
    flat = {}
    for key, value in answers.items():
        inner = value.items() if isinstance(value, dict) else [(None, value)]
        flat |= {f"{key}.{code}" if code else key: given for code, given in inner}
    return flat


def post(browser, draft, answers, page="answers", **more):
    version = Assessment.objects.get(pk=draft.pk).version
    return browser.post(page_of(draft, page), {"version": version, **sent(answers), **more})


def asked_on(page):
    """The questions a page shows: those that are neither hidden nor disabled."""
    found = re.findall(r'<fieldset [^>]*data-question="([^"]+)"([^>]*)>', page.content.decode())
    assert all(rest.strip() in ("", "hidden disabled") for _path, rest in found)
    return [path for path, rest in found if not rest.strip()]


FIRST_ROUND = [f"{letter}.Q1" for letter in LETTERS]


def test_a_form_begins_with_the_period_before_detention_and_the_admission(browser, person, assessor):
    inmates.grant(inmate=person, agency=accounts.agency())
    start = f"/assessments/start/{person.pk}/"
    form = browser.get(start).context["form"]
    assert [form[name].value() for name in ("instrument", "reference_period")] == [
        "assist",
        "before_detention",
    ]
    assert form["anchor_on"].value() == person.admitted_on
    data = {
        "instrument": "assist", "reference_period": "before_detention", "anchor_on": "2025-01-01",
        "taken_on": timezone.localdate(), "request_key": uuid.uuid4(),
    }  # fmt: skip
    answers = [browser.post(start, data) for _ in range(2)]  # pressed twice
    draft = Assessment.objects.get()
    assert [answer["Location"] for answer in answers] == [page_of(draft)] * 2
    assert (draft.agency, draft.assessor, str(draft.anchor_on)) == (accounts.agency(), assessor, "2025-01-01")
    again = browser.post(start, data | {"request_key": uuid.uuid4()}, follow=True)
    assert again.redirect_chain[0][0] == page_of(draft)
    assert "sudah memulai formulir ini" in again.content.decode()


def test_the_form_asks_for_the_day_to_count_from_and_takes_an_instruments_only_period(browser, person):
    inmates.grant(inmate=person, agency=accounts.agency())
    start = f"/assessments/start/{person.pk}/"
    data = {
        "instrument": "assist", "reference_period": "before_detention", "anchor_on": "",
        "taken_on": timezone.localdate(), "request_key": uuid.uuid4(),
    }  # fmt: skip
    refused = browser.post(start, data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["anchor_on"])
    browser.post(start, data | {"anchor_on": "2025-01-01", "instrument": "phq9"})
    draft = Assessment.objects.get()
    assert (draft.instrument, draft.reference_period, draft.anchor_on) == ("phq9", "calendar", None)
    ahead = {"anchor_on": "2025-01-01", "taken_on": "2099-01-01", "request_key": uuid.uuid4()}
    future = browser.post(start, data | ahead)
    assert future.status_code == 422
    assert "Tanggal wawancara belum tiba." in future.content.decode()


def test_the_page_follows_the_skip_rules_without_any_script(browser, draft):
    assert asked_on(browser.get(page_of(draft))) == FIRST_ROUND
    ever = {letter: {"Q1": "yes" if letter in "aej" else "no"} for letter in LETTERS}
    assert post(browser, draft, ever)["Location"] == page_of(draft)
    second = [f"{letter}.{question}" for question in ("Q2", "Q6", "Q7") for letter in "aej"]
    assert asked_on(browser.get(page_of(draft))) == [*FIRST_ROUND, "j_name", *second, "Q8"]
    for letter, often in (("a", "daily"), ("e", "weekly"), ("j", "never")):
        ever[letter]["Q2"] = often
    post(browser, draft, ever | {"j_name": "Kratom"})
    now = asked_on(browser.get(page_of(draft)))
    assert [path for path in now if path[-2:] in ("Q3", "Q4", "Q5")] == [
        "a.Q3",
        "e.Q3",
        "a.Q4",
        "e.Q4",
        "e.Q5",
    ]
    assert Assessment.objects.get().answers == ever | {"j_name": "Kratom"}


def test_the_script_gets_the_servers_word_on_what_is_asked(browser, draft):
    answer = post(browser, draft, {"e": {"Q1": "yes"}}, page="save").json()
    assert answer["asked"] == [*FIRST_ROUND, "e.Q2", "e.Q6", "e.Q7", "Q8"]
    assert (answer["version"], answer["answered"], answer["count"], answer["faults"]) == (1, 1, 14, {})
    assert answer["open"][0] == {
        "anchor": "q-a-Q1",
        "label": "Tembakau: Pernah memakai, bukan atas anjuran medis",
    }
    assert answer["left"] == "13 pertanyaan belum dijawab."
    assert re.fullmatch(r"Tersimpan \d\d\.\d\d", answer["saved"])


def test_a_draft_survives_a_closed_browser(browser, draft, assessor):
    post(browser, draft, {"e": {"Q1": "yes", "Q2": "daily"}}, page="save")
    browser.logout()
    page = signed_in(assessor).get(page_of(draft)).content.decode()
    checked = re.findall(r'name="([^"]+)" value="([^"]+)" checked', page)
    assert checked == [("e.Q1", "yes"), ("e.Q2", "daily")]


def test_what_a_change_would_delete_is_said_first(browser, draft):
    full = {"e": {"Q1": "yes", "Q2": "daily", "Q3": "weekly"}}
    post(browser, draft, full)
    changed = {"e": {"Q1": "no", "Q2": "daily", "Q3": "weekly"}}
    answer = post(browser, draft, changed, page="save")
    assert (answer.status_code, answer.json()["drops"]) == (
        409,
        [
            "ATS (sabu, ekstasi): Seberapa sering memakai",
            "ATS (sabu, ekstasi): Keinginan atau dorongan kuat untuk memakai",
        ],
    )
    page = post(browser, draft, changed)
    assert page.status_code == 409
    assert "Jawaban yang tidak lagi termasuk" in page.content.decode()
    assert "e.Q2" not in asked_on(page)
    # What the page hides is not sent, and is not lost for that without a word.
    assert post(browser, draft, {"e": {"Q1": "no"}}).status_code == 409
    assert Assessment.objects.get().answers == full
    assert post(browser, draft, {"e": {"Q1": "no"}}, drop="yes").status_code == 302
    assert Assessment.objects.get().answers == {"e": {"Q1": "no"}}


def test_a_second_window_does_not_overwrite_the_first(browser, draft):
    post(browser, draft, {"e": {"Q1": "yes"}})
    stale = {"version": 0, "e.Q1": "no"}
    answer, page = browser.post(page_of(draft, "save"), stale), browser.post(page_of(draft), stale)
    assert (answer.status_code, page.status_code) == (409, 409)
    assert "disimpan di jendela lain" in answer.json()["refused"]
    assert "disimpan di jendela lain" in page.content.decode()
    assert Assessment.objects.get().answers == {"e": {"Q1": "yes"}}


def test_a_wrong_answer_is_named_beside_its_question_and_the_rest_is_kept(browser, draft):
    sent_answers = {"e": {"Q1": "yes", "Q2": "sometimes"}, "j": {"Q1": "yes"}, "j_name": "Kra\x00tom" * 20}
    page = post(browser, draft, sent_answers)
    assert page.status_code == 200
    faults = {q.path: q.fault for part in page.context["sheet"].parts for q in part.questions if q.fault}
    assert faults == {
        "e.Q2": "Pilih salah satu jawaban.",
        "j_name": "Persingkat tulisan: paling banyak 100 huruf.",
    }
    assert Assessment.objects.get().answers == {"e": {"Q1": "yes"}, "j": {"Q1": "yes"}}
    post(browser, draft, {"j": {"Q1": "yes"}, "j_name": "Kra\x00tom", "e": {"Q1": "yes"}})
    assert Assessment.objects.get().answers["j_name"] == "Kra tom"


def test_a_request_without_its_version_is_refused(browser, draft):
    assert browser.post(page_of(draft, "save"), {"e.Q1": "yes"}).status_code == 409
    assert browser.post(page_of(draft), {"version": "x", "e.Q1": "yes"}).status_code == 409
    assert browser.get(page_of(draft, "save")).status_code == 405
    assert Assessment.objects.get().answers == {}


def test_a_name_with_markup_is_shown_as_text(browser, draft):
    post(browser, draft, {"j": {"Q1": "yes"}, "j_name": '"><script>alert(1)</script>'})
    page = browser.get(page_of(draft)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_before_signing_figures_and_what_is_missing_are_shown_with_links(browser, draft):
    answers = assessments.assist(e="high", j="low")
    del answers["e"]["Q7"], answers["j_name"]
    assert post(browser, draft, answers, then="sign")["Location"] == page_of(draft, "sign")
    page = browser.get(page_of(draft, "sign"))
    shown = page.context["shown"]
    assert [each.anchor for each in shown.open] == ["q-j_name", "q-e-Q7"]
    assert (shown.refusals, shown.may_sign) == (("Nama zat lain: Tuliskan nama zat lain.",), False)
    assert f'href="{page_of(draft)}#q-e-Q7"' in page.content.decode()
    assert "Tandatangani asesmen</button>" not in page.content.decode()
    version = Assessment.objects.get().version
    refused = browser.post(page_of(draft, "sign"), {"version": version})
    assert (refused.status_code, Assessment.objects.get().state) == (422, "draft")
    assert "2 pertanyaan belum dijawab." in refused.content.decode()


def test_a_complete_form_is_signed_once_and_for_all(browser, draft, assessor):
    post(browser, draft, assessments.assist(e="high", injected="past_3_months"), then="sign")
    page = browser.get(page_of(draft, "sign"))
    text = page.content.decode()
    assert page.context["shown"].may_sign
    assert [(each.code, each.value, each.band) for each in page.context["shown"].figures if each.value] == [
        ("ats", 27, "high")
    ]
    number = assessor.assessor_certificates.get().number
    assert f"Sertifikat Anda {number} (BNN) dicantumkan." in text
    assert "tawarkan konseling dan tes HIV" in text
    version = Assessment.objects.get().version
    answers = [browser.post(page_of(draft, "sign"), {"version": version}) for _ in range(2)]  # pressed twice
    assert [answer["Location"] for answer in answers] == [f"/assessments/{draft.pk}/"] * 2
    assert Event.objects.filter(action="assessments.assessment.signed").count() == 1
    stored = Assessment.objects.get()
    assert (stored.state, stored.result["scores"]["ats"]) == ("signed", 27)
    for page in ("answers", "sign"):
        assert browser.get(page_of(draft, page))["Location"] == f"/assessments/{draft.pk}/"
    assert post(browser, draft, {"e": {"Q1": "no"}}, page="save").status_code == 409
    assert post(browser, draft, {"e": {"Q1": "no"}}).status_code == 302
    browser.post(page_of(draft, "discard"))
    assert (
        Assessment.objects.filter(pk=draft.pk).values().get()
        == Assessment.objects.filter(pk=draft.pk, state="signed", answers=stored.answers).values().get()
    )


def test_signing_without_a_certificate_says_which_one_is_missing(place, person):
    uncertified = assessments.assessor(facility=place, certified=False)
    assessments.certificate(user=uncertified, instruments=["phq9"])
    draft = assessments.draft(inmate=person, by=uncertified, answers=assessments.assist(e="high"))
    browser = signed_in(uncertified)
    sentence = "Sertifikat Anda tidak mencakup ASSIST; yang berlaku: PHQ-9."
    page = browser.get(page_of(draft, "sign"))
    assert sentence in page.content.decode()
    assert "Tandatangani asesmen</button>" not in page.content.decode()
    refused = browser.post(page_of(draft, "sign"), {"version": draft.version})
    assert (refused.status_code, Assessment.objects.get().state) == (422, "draft")
    assert sentence in refused.content.decode()


def test_only_what_was_shown_is_signed(browser, draft):
    post(browser, draft, assessments.assist(e="low"))
    post(browser, draft, assessments.assist(e="high"))
    refused = browser.post(page_of(draft, "sign"), {"version": 1})
    assert (refused.status_code, Assessment.objects.get().state) == (422, "draft")


def test_a_draft_is_put_aside_after_a_question(browser, draft):
    assert browser.get(page_of(draft, "discard")).status_code == 200
    assert Assessment.objects.get().state == "draft"
    assert browser.post(page_of(draft, "discard"))["Location"] == "/assessments/drafts/"
    assert Assessment.objects.count() == 0
    assert browser.get(f"/assessments/{draft.pk}/")["Location"] == "/assessments/drafts/"


def test_opening_a_draft_is_written_down_and_saving_is_remembered_by_the_row(browser, draft):
    browser.get(page_of(draft))
    post(browser, draft, {"e": {"Q1": "yes"}}, page="save")
    assert Event.objects.about(draft).filter(action="assessments.draft.opened").count() == 1
    assert Assessment.pgh_event_model.objects.filter(pgh_obj=draft).count() == 2


@pytest.mark.parametrize("instrument", ["dast10", "phq9"])
def test_other_instruments_are_taken_on_the_same_page(browser, person, assessor, instrument):
    draft = assessments.draft(inmate=person, by=assessor, instrument=instrument)
    items = [item.code for item in draft.definition.items]
    assert asked_on(browser.get(page_of(draft))) == items
    codes = {item.code: item.options[-1].code for item in draft.definition.items}
    browser.post(page_of(draft), {"version": 0, **codes})
    answers = Assessment.objects.get().answers
    assert answers == dict.fromkeys(items, True if instrument == "dast10" else 3)
