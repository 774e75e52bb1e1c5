"""The signed paper of a decision: one for a sitting, or handed in later, kept with it for ever, opened through its gate."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import AccessGrant, Consent
from inmates.queries_consent import badges_of, matters_of
from inmates.services_consent import ConsentRefused, attach_paper
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.files.models import StoredFile
from tests.factories import accounts, inmates, uploads
from tests.factories.accounts import signed_in
from tests.rutan.files.test_checking import HOSTILE

pytestmark = pytest.mark.django_db
SHOWN = ("Belum ditanyakan", "Segera berakhir", "Sudah berakhir", "Ditolak", "Dicabut", "Tanpa lembar")


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def officer(place):
    return accounts.user_with(Role.REHAB_OFFICER, facility=place)


@pytest.fixture
def person(place):
    return inmates.inmate(facility=place, full_name="Slamet Nugroho")


@pytest.fixture
def partner(place):
    partner = accounts.agency()
    accounts.agreement(facility=place, agency=partner)
    return partner


def address(person, *more):
    return "/".join(["/inmates", str(person.pk), "consent", *map(str, more), ""])


def answers(partner, **more):
    return {
        "programme": "given", f"progress-{partner.pk}": "given", f"outcome-{partner.pk}": "refused",
        "decided_on": clock.today().isoformat(), **more,
    }  # fmt: skip


def test_one_paper_goes_with_everything_of_a_sitting(person, officer, partner):
    sent = answers(partner, paper=uploads.sent(name="../../Lembar Slamet.pdf"))
    answer = signed_in(officer).post(address(person), sent)
    assert answer.status_code == 302
    kept = StoredFile.objects.get()
    assert (kept.name, kept.content_type, bytes(kept.content)) == (
        "Lembar Slamet.pdf",
        "application/pdf",
        uploads.pdf(),
    )
    assert (kept.facility_id, kept.stored_by_id, kept.kind) == (person.facility_id, officer.pk, "consent")
    assert set(Consent.objects.of(person).values_list("subject", "scan")) == {
        ("programme", kept.pk),
        ("progress", kept.pk),
        ("outcome", kept.pk),
    }
    event = Event.objects.get(action="inmates.consent.paper_attached")
    assert (event.subject_id, event.facts["digest"]) == (person.pk, kept.digest)


def test_the_same_sitting_sent_twice_is_written_once(person, officer, partner):
    browser = signed_in(officer)
    for _turn in range(2):
        content = uploads.picture()
        assert (
            browser.post(address(person), answers(partner, paper=uploads.sent(content, "a.jpg"))).status_code
            == 302
        )
    assert (Consent.all_objects.count(), StoredFile.objects.count()) == (3, 1)
    assert Event.objects.filter(action="inmates.consent.paper_attached").count() == 1


def test_a_picture_is_kept_without_what_the_camera_wrote(person, officer, partner):
    content = uploads.picture()
    signed_in(officer).post(address(person), answers(partner, paper=uploads.sent(content, "a.jpg")))
    kept = bytes(StoredFile.objects.get().content)
    assert uploads.GPS.encode() in content
    assert uploads.GPS.encode() not in kept
    assert Image.open(io.BytesIO(kept)).size == (40, 30)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_scan_is_refused_beside_its_field_and_what_was_entered_is_kept(
    name, person, officer, partner
):
    content, called, sentence = HOSTILE[name]
    sent = answers(partner, expires_on="2199-01-31", paper=uploads.sent(content, called))
    answer = signed_in(officer).post(address(person), sent)
    text = answer.content.decode()
    assert (answer.status_code, StoredFile.objects.count(), Consent.all_objects.count()) == (422, 0, 0)
    assert sentence in text
    assert 'value="2199-01-31"' in text
    assert text.count('<option value="given" selected>') == 2
    assert text.count('<option value="refused" selected>') == 1


def test_what_is_too_large_is_refused_with_the_limit(person, officer, partner, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    sent = answers(partner, paper=uploads.sent(b"%PDF-" + b"0" * (1024 * 1024)))
    answer = signed_in(officer).post(address(person), sent)
    assert "Berkas ini lebih besar dari 1 MB." in answer.content.decode()
    assert (answer.status_code, Consent.all_objects.count()) == (422, 0)


def test_a_paper_is_handed_in_later_for_the_decisions_ticked(person, officer):
    one, two = (
        inmates.consent(inmate=person),
        inmates.consent(inmate=person, subject=ConsentSubject.PROGRESS, agency=accounts.agency()),
    )
    browser = signed_in(officer)
    page = browser.get(address(person, "paper")).content.decode()
    assert page.count("checked") == 2
    answer = browser.post(address(person, "paper"), {"consents": [one.pk], "paper": uploads.sent()})
    assert answer["Location"] == address(person)
    assert list(Consent.objects.without_paper()) == [two]
    assert "Serahkan lembar bertanda tangan" in browser.get(address(person)).content.decode()


def test_a_paper_is_not_handed_in_for_what_no_longer_stands_or_is_somebody_elses(person, officer, place):
    said = inmates.consent(inmate=person)
    strangers = inmates.consent(inmate=inmates.inmate(facility=place))
    inmates.consent(inmate=person, state=ConsentState.WITHDRAWN)
    for consent in (said, strangers):
        with pytest.raises(ConsentRefused) as refusal:
            attach_paper(inmate=person, consent_ids=[consent.pk], paper=inmates.paper(), by=officer)
        assert refusal.value.messages == [
            "Salah satu keputusan ini tidak berlaku lagi. Buka lagi halamannya."
        ]
    assert not StoredFile.objects.exists()


def test_another_paper_does_not_take_the_place_of_the_one_there_is(person, officer):
    said = inmates.signed_consent(inmate=person)
    again = {"inmate": person, "consent_ids": [said.pk], "by": officer}
    assert attach_paper(paper=inmates.paper(), **again) == [said]
    with pytest.raises(ConsentRefused) as refusal:
        attach_paper(paper=inmates.paper(uploads.pdf(pages=2)), **again)
    assert refusal.value.messages == [
        "Salah satu keputusan ini sudah mempunyai lembar. Catat keputusan baru."
    ]
    assert StoredFile.objects.count() == 1


def test_opening_a_paper_is_written_down_and_it_comes_as_a_file(person, officer):
    said = inmates.signed_consent(inmate=person)
    inmates.consent(inmate=person, state=ConsentState.WITHDRAWN)  # the paper of what no longer stands is kept
    answer = signed_in(officer).get(address(person, said.pk, "paper"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''lembar.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == uploads.pdf()
    event = Event.objects.get(action="inmates.consent.paper_opened")
    assert (event.actor_id, event.subject_id, event.facts) == (officer.pk, person.pk, {"consent": said.pk})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REHAB_OFFICER])
def test_nobody_else_opens_or_hands_in_a_paper(role, person, place, partner):
    said = inmates.signed_consent(inmate=person)
    inmates.grant(inmate=person, agency=partner)
    agency = role in (Role.ASSESSOR, Role.COORDINATOR)
    user = accounts.user_with(role, **({"agency": partner} if agency else {"facility": place}))
    inmates.grant(inmate=person, user=user)
    browser = signed_in(user)
    assert browser.get(address(person, said.pk, "paper")).status_code == 403
    assert browser.post(address(person, "paper"), {"paper": uploads.sent()}).status_code == 403


def test_the_paper_of_another_facilitys_or_another_persons_decision_is_not_there(person, officer, place):
    far = inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"))
    near = inmates.inmate(facility=place)
    theirs, nears = inmates.signed_consent(inmate=far), inmates.signed_consent(inmate=near)
    bare = inmates.consent(inmate=person)
    browser = signed_in(officer)
    tried = [(far, theirs), (person, theirs), (person, nears), (person, bare)]
    assert [browser.get(address(who, said.pk, "paper")).status_code for who, said in tried] == [404] * 4
    assert browser.get(address(near, nears.pk, "paper")).status_code == 200
    assert Event.objects.filter(action="access.out_of_reach").count() == 4


def test_what_is_missing_stands_beside_each_question(person, officer, partner):
    today = clock.today()
    facts = {"inmate": person, "agency": partner, "decided_on": today - timedelta(days=400)}
    said = {
        ConsentSubject.IDENTITY: {"expires_on": today},
        ConsentSubject.SCREENING: {"expires_on": today - timedelta(days=1)},
        ConsentSubject.ASSESSMENT: {"expires_on": today + timedelta(days=31)},
        ConsentSubject.PROGRESS: {"state": "refused"},
    }
    for subject, more in said.items():
        inmates.consent(subject=subject, **facts, **more)
    inmates.signed_consent(inmate=person)
    inmates.consent(inmate=person, state="withdrawn")
    assert [
        (each.subject.value, each.stands.value, each.lacks_paper) for each in matters_of(person, on=today)
    ] == [
        ("programme", "withdrawn", False),
        ("identity", "ending", True),
        ("screening", "expired", True),
        ("assessment", "given", True),
        ("progress", "refused", False),
        ("outcome", "unasked", False),
    ]
    assert [badge.words for badge in badges_of(person, on=today)] == [
        "1 persetujuan belum ditanyakan",
        "1 persetujuan sudah berakhir",
        "1 persetujuan segera berakhir",
        "1 persetujuan ditolak",
        "1 persetujuan dicabut",
        "3 persetujuan tanpa lembar",
    ]
    text = signed_in(officer).get(address(person)).content.decode()
    assert [word for word in SHOWN if word not in text] == []


def test_nothing_is_missing_of_whom_everything_was_asked_and_signed(person, partner):
    inmates.signed_consent(inmate=person)
    for subject in ConsentSubject:
        if subject is not ConsentSubject.PROGRAMME:
            inmates.signed_consent(inmate=person, subject=subject, agency=partner)
    assert badges_of(person, on=clock.today()) == []
    assert not AccessGrant.objects.exists()
