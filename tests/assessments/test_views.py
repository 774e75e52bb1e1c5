"""Lists and results on pages: who gets in, what they see, how much it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Assessment
from inmates.models import AccessGrant
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, assessments, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
LIST, DRAFTS, SIGNED = "/assessments/", "/assessments/drafts/", "/assessments/signed/"
STAFF = (Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.FACILITATOR, Role.INSTRUCTOR,
         Role.SECURITY, Role.AUDITOR, Role.ADMINISTRATOR)  # fmt: skip


@pytest.fixture
def result(person, assessor):
    return assessments.signed_assist(inmate=person, by=assessor)


def everybody(place, person):
    """A browser for each role; those who work by assignment are assigned the person."""
    people = {role: accounts.user_with(role, facility=place) for role in STAFF}
    for role in (Role.CASE_OFFICER, Role.FACILITATOR, Role.INSTRUCTOR):
        inmates.grant(inmate=person, user=people[role])
    people[Role.ASSESSOR] = assessments.assessor(facility=place)
    people[Role.COORDINATOR] = accounts.user_with(Role.COORDINATOR, agency=accounts.agency())
    return {role: signed_in(user) for role, user in people.items()}


def test_every_page_lets_in_whom_it_should(place, person, result):
    show = f"/assessments/{result.pk}/"
    pages = {
        LIST: None, SIGNED: None, DRAFTS: {Role.ASSESSOR}, show: None, f"{show}print/": None,
        f"{show}void/": {Role.ASSESSOR}, f"/assessments/start/{person.pk}/": {Role.ASSESSOR},
        "/assessments/certificates/": {Role.REHAB_OFFICER},
        "/assessments/certificates/new/": {Role.REHAB_OFFICER},
        "/assessments/certificates/mine/": {Role.ASSESSOR},
    }  # fmt: skip
    readers = {
        Role.HEAD,
        Role.REHAB_OFFICER,
        Role.CASE_OFFICER,
        Role.AUDITOR,
        Role.ASSESSOR,
        Role.COORDINATOR,
    }
    browsers = everybody(place, person)
    for page, allowed in pages.items():
        found = {role: browser.get(page).status_code for role, browser in browsers.items()}
        expected = {role: 200 if role in (allowed or readers) else 403 for role in browsers}
        assert found == expected, page


def test_an_agency_sees_only_whom_it_was_granted_and_nothing_once_that_ends(place, person, assessor):
    hidden = inmates.inmate(facility=place, full_name="Orang Tersembunyi")
    inmates.grant(inmate=person, agency=accounts.agency())
    browser = signed_in(assessor)
    assert [row.inmate for row in browser.get(LIST).context["rows"]] == [person]
    assert browser.get(f"/assessments/start/{hidden.pk}/").status_code == 404
    result = assessments.signed_assist(inmate=person, by=assessor)
    draft = assessments.draft(inmate=person, by=assessor)
    pages = [f"/assessments/{result.pk}/{page}" for page in ("", "print/", "void/")]
    pages += [f"/assessments/{draft.pk}/{page}" for page in ("answers/", "sign/", "discard/")]
    assert [browser.get(page).status_code for page in pages] == [200] * 6
    AccessGrant.objects.update(ended_at=timezone.now(), ended_by=assessor)
    assert [browser.get(page).status_code for page in pages] == [404] * 6
    assert browser.post(f"/assessments/{draft.pk}/save/", {"version": 0}).status_code == 404
    assert [len(browser.get(page).context["rows"]) for page in (LIST, DRAFTS, SIGNED)] == [0, 0, 0]
    refused = Event.objects.filter(action="access.out_of_reach", subject_type="assessments.assessment")
    assert set(refused.values_list("subject_id", flat=True)) == {result.pk, draft.pk}


def test_a_draft_is_its_assessors_own(place, person, assessor):
    draft = assessments.draft(inmate=person, by=assessor)
    colleague = signed_in(assessments.assessor(facility=place))
    assert colleague.get(f"/assessments/{draft.pk}/answers/").status_code == 404
    assert colleague.get(DRAFTS).context["rows"] == []
    officer = signed_in(accounts.user_with(Role.REHAB_OFFICER, facility=place))
    assert officer.get(f"/assessments/{draft.pk}/").status_code == 404
    own = signed_in(assessor)
    assert own.get(f"/assessments/{draft.pk}/")["Location"] == f"/assessments/{draft.pk}/answers/"
    assert [row.form for row in own.get(DRAFTS).context["rows"]] == [draft]


def test_a_result_shows_figures_reasons_and_answers_to_whom_they_belong(place, person, result):
    pages = {
        role: browser.get(f"/assessments/{result.pk}/").content.decode()
        for role, browser in everybody(place, person).items()
        if role in (Role.HEAD, Role.REHAB_OFFICER, Role.CASE_OFFICER)
    }
    parts = ("Risiko berat", '<td class="number">27</td>', "Dari mana angka ini", "Tampilkan semua jawaban")
    assert {role: tuple(part in page for part in parts) for role, page in pages.items()} == {
        Role.HEAD: (True, True, False, False),
        Role.REHAB_OFFICER: (True, True, True, True),
        Role.CASE_OFFICER: (True, False, False, False),
    }
    assert all("3 bulan sebelum wawancara" in page for page in pages.values())


def test_opening_and_printing_a_result_is_written_down(place, result):
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=place)
    paper = signed_in(officer).get(f"/assessments/{result.pk}/print/").content.decode()
    signed_in(officer).get(f"/assessments/{result.pk}/")
    events = Event.objects.about(result).filter(actor_id=officer.pk).order_by("id")
    assert [event.action for event in events] == [
        "assessments.assessment.printed", "assessments.assessment.opened",
    ]  # fmt: skip
    for text in ("3 bulan sebelum wawancara", result.certificate.number, "formulir 3.1, aturan skor 1"):
        assert text in paper


def test_an_alarming_answer_stands_on_top_of_the_result(person, assessor):
    alarming = assessments.CALM_PHQ9 | {"9": 2}
    result = assessments.signed(inmate=person, by=assessor, instrument="phq9", answers=alarming)
    browser = signed_in(assessor)
    assert "Ada pikiran menyakiti diri" in browser.get(f"/assessments/{result.pk}/").content.decode()
    assert "Tindak lanjuti hari ini" in browser.get(SIGNED).content.decode()


def test_a_result_is_declared_void_with_a_reason_and_taken_anew(person, assessor, result):
    browser, page = signed_in(assessor), f"/assessments/{result.pk}/void/"
    assert browser.post(page, {"reason": " "}).status_code == 422
    assert Assessment.objects.get().state == "signed"
    assert browser.post(page, {"reason": "salah orang"})["Location"] == f"/assessments/{result.pk}/"
    shown = browser.get(f"/assessments/{result.pk}/").content.decode()
    assert "Hasil ini dibatalkan." in shown
    assert "salah orang" in shown
    assert browser.get(SIGNED).context["rows"] == []
    anew = assessments.signed_assist(inmate=person, by=assessor)
    assert anew.supersedes == result
    assert "Menggantikan hasil yang dibatalkan." in browser.get(f"/assessments/{anew.pk}/").content.decode()


def test_who_neither_signed_nor_belongs_to_the_agency_cannot_declare_void(place, person, result):
    dinkes = accounts.agency(code="dinkes-tst", short_name="Dinkes Contoh")
    stranger = assessments.assessor(facility=place, agency=dinkes)
    inmates.grant(inmate=person, agency=dinkes)
    assert signed_in(stranger).post(f"/assessments/{result.pk}/void/", {"reason": "x"}).status_code == 404


def test_a_void_result_is_not_in_the_list_of_those_screened(person, assessor, result):
    browser = signed_in(assessor)
    assert browser.get(LIST).context["rows"] == []
    browser.post(f"/assessments/{result.pk}/void/", {"reason": "salah orang"})
    assert [row.inmate for row in browser.get(LIST).context["rows"]] == [person]


# Session, user, roles, facilities; the session's last activity; the transaction (two); the page's own: people and
# drafts, or forms.
@pytest.mark.parametrize(("page", "queries"), [(LIST, 9), (DRAFTS, 8), (SIGNED, 8)])
def test_a_list_costs_the_same_with_one_row_and_with_three(
    place, assessor, page, queries, django_assert_num_queries
):
    browser = signed_in(assessor)
    browser.get(page)  # the first visit writes down the session
    for count in (1, 3):
        while inmates.Inmate.objects.count() < 3 * count:
            draft, signed, neither = (inmates.inmate(facility=place) for _ in range(3))
            assessments.draft(inmate=draft, by=assessor)
            assessments.signed_assist(inmate=signed, by=assessor)
            inmates.grant(inmate=neither, agency=accounts.agency())
        with django_assert_num_queries(queries):
            rows = browser.get(page).context["rows"]
        assert len(rows) == (2 * count if page == LIST else count)


def test_lists_turn_over_by_key(place, assessor):
    today, people = timezone.localdate(), []
    for number in range(60):
        person = inmates.inmate(facility=place, admitted_on=today - timedelta(days=number // 2))
        inmates.grant(inmate=person, agency=accounts.agency())
        people.append(person)
    people.sort(key=lambda one: (one.admitted_on, one.pk))
    browser = signed_in(assessor)
    first = browser.get(LIST)
    assert f'href="?after={first.context["following"]}"' in first.content.decode()
    second = browser.get(LIST, {"after": first.context["following"]})
    assert [row.inmate for page in (first, second) for row in page.context["rows"]] == people
    assert second.context["following"] == ""
    signed = [assessments.signed_assist(inmate=person, by=assessor) for person in people[:52]]
    first = browser.get(SIGNED)
    second = browser.get(SIGNED, {"after": first.context["following"]})
    shown = [row.form for page in (first, second) for row in page.context["rows"]]
    assert shown == signed[::-1]
    assert second.context["following"] == ""


def test_somebody_of_an_agency_without_an_agreement_gets_nowhere(person):
    bnnk = accounts.agency()
    stranger = accounts.user_with(Role.ASSESSOR, agency=bnnk)
    inmates.grant(inmate=person, agency=bnnk)
    browser = signed_in(stranger)
    assert [browser.get(page).status_code for page in (LIST, DRAFTS, SIGNED)] == [403] * 3


def test_rights_at_one_facility_open_no_result_of_another(result, place, person):
    """Somebody who reads answers here and only audits there gets what is held there while working for it."""
    both = accounts.user_with(Role.REHAB_OFFICER, facility=accounts.facility(code="AAA", name="Rutan Lain"))
    accounts.give_role(both, Role.AUDITOR, facility=place)
    browser, page = signed_in(both), f"/assessments/{result.pk}/"
    assert browser.get(page).status_code == 404
    browser.post("/facility/", {"facility": place.code})
    shown = browser.get(page)
    assert (shown.status_code, shown.context["result"].read.answers) == (200, None)
