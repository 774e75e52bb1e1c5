"""What a person takes back is not shared any more with the next request, each group of fields by itself."""

from datetime import timedelta

import pytest
from django.db.models import Q

from assessments.models import Assessment
from inmates.enums import ConsentState, ConsentSubject
from inmates.models import AccessGrant, Inmate
from rehab.domain.attendance import Mark, Marked
from rehab.domain.lifecycle import PlacementState
from rehab.services_placement import end_placement
from rehab.services_sessions import mark_attendance
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, assessments, inmates, rehab, training
from tests.factories.accounts import signed_in
from training.models import Batch, Enrolment
from training.services_enrolment import withdraw

pytestmark = pytest.mark.django_db
S = ConsentSubject
SHARED = [subject for subject in S if subject is not S.PROGRAMME]


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def dinkes(place):
    """An agency that takes no forms itself, so that whatever it knows was shared with it."""
    dinkes = accounts.agency(code="dinkes-tst", kind="dinkes", short_name="Dinkes Contoh")
    accounts.agreement(facility=place, agency=dinkes)
    return dinkes


@pytest.fixture
def coordinator(dinkes):
    return accounts.user_with(Role.COORDINATOR, agency=dinkes)


@pytest.fixture
def person(place, dinkes):
    """Somebody screened and in the programme, who is also taught and whose record is open to the agency."""
    person = rehab.ready(facility=place, full_name="Slamet Nugroho", nik="3304061109930019")
    group = rehab.group(facility=place)
    placement = rehab.placed(group=group, inmate=person, starts_on=clock.today() - timedelta(days=3))
    session = rehab.session(group=group, day=clock.today() - timedelta(days=2))
    mark_attendance(session=session, marks={placement.pk: Marked(Mark.PRESENT)}, by=group.facilitator)
    training.enrolment(batch=training.batch(facility=place, running=True), inmate=person)
    inmates.grant(inmate=person, agency=dinkes)
    return person


def end(person):
    """The programme and the course are over."""
    placement = person.placements.get()
    by = placement.group.facilitator
    facts = {"state": PlacementState.COMPLETED, "ended_on": clock.today(), "reason": "Alasan"}
    end_placement(placement=placement, by=by, **facts)
    withdraw(enrolment=Enrolment.objects.get(inmate=person), reason="Alasan", by=by)


def say(person, agency, subject, state=ConsentState.GIVEN):
    inmates.consent(inmate=person, subject=subject, agency=agency, state=state)


def known(user, person):
    """What one request tells the agency's user: by page, and by the queries below it."""
    user = User.objects.get(pk=user.pk)
    browser = signed_in(user)
    file = " ".join(browser.get(f"/inmates/{person.pk}/").content.decode().split())
    batch = Batch.objects.get()
    people = Inmate.objects
    return {
        "identity": "3304••••••••0019" in file,
        "screening": "ASSIST" in file,
        "progress": "Sesi diikuti" in file,
        "outcome": "Kelompok 1: selesai" in file,
        "batch": "Slamet Nugroho" in browser.get(f"/training/batches/{batch.pk}/").content.decode(),
        "enrolment": Enrolment.objects.visible_to(user).exists(),
        "forms": Assessment.objects.visible_to(user).exists(),
        "told": [str(each) for each in SHARED if people.told_to(user, each).filter(pk=person.pk).exists()],
    }


NOTHING = {
    "identity": False, "screening": False, "progress": False, "outcome": False, "batch": False,
    "enrolment": False, "forms": False, "told": [],
}  # fmt: skip
TOLD = {
    S.IDENTITY: {"identity": True},
    S.SCREENING: {"screening": True, "forms": True},
    S.ASSESSMENT: {},
    S.PROGRESS: {"progress": True, "batch": True, "enrolment": True},
    S.OUTCOME: {},
}
TOLD_AFTER_THE_END = {**TOLD, S.PROGRESS: {}, S.OUTCOME: {"outcome": True, "batch": True, "enrolment": True}}


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("subject", SHARED)
def test_each_group_is_shared_by_its_own_consent_until_it_is_withdrawn(
    subject, over, person, dinkes, coordinator
):
    if over:
        end(person)
    told = (TOLD_AFTER_THE_END if over else TOLD)[subject]
    assert known(coordinator, person) == NOTHING
    say(person, dinkes, subject)
    assert known(coordinator, person) == NOTHING | told | {"told": [str(subject)]}
    say(person, dinkes, subject, ConsentState.WITHDRAWN)
    assert known(coordinator, person) == NOTHING


@pytest.mark.parametrize("subject", [S.SCREENING, S.PROGRESS])
def test_what_ran_out_was_refused_or_is_anothers_is_not_shared(subject, person, dinkes, coordinator):
    yesterday = clock.today() - timedelta(days=1)
    given = {"inmate": person, "subject": subject}
    inmates.consent(agency=accounts.agency(code="lain"), **given)
    inmates.consent(inmate=inmates.inmate(facility=person.facility), subject=subject, agency=dinkes)
    assert known(coordinator, person)["told"] == []
    inmates.consent(agency=dinkes, decided_on=yesterday, expires_on=yesterday, **given)
    assert known(coordinator, person) == NOTHING
    inmates.consent(agency=dinkes, state=ConsentState.REFUSED, **given)
    assert known(coordinator, person) == NOTHING


def test_consent_shares_nothing_while_the_record_is_not_open_to_that_very_agency(person, dinkes, coordinator):
    """Somebody of two agencies: the one the person agreed with is not the one the record is open to."""
    bnnk = accounts.agency()
    accounts.agreement(facility=person.facility, agency=bnnk)
    accounts.give_role(coordinator, Role.COORDINATOR, agency=bnnk)
    AccessGrant.objects.filter(agency=bnnk).update(ended_at=clock.now(), ended_by=coordinator)
    for subject in SHARED:
        say(person, bnnk, subject)
    assert known(coordinator, person) == NOTHING
    inmates.grant(inmate=person, agency=bnnk)
    assert known(coordinator, person)["told"] == [str(subject) for subject in SHARED]


def test_an_interview_needs_its_own_consent(person, place, dinkes, coordinator, monkeypatch):
    """No interview that looks into a whole life is installed yet: another form stands in for it."""
    monkeypatch.setattr("assessments.models._FULL", Q(instrument="phq9"))
    by = rehab.an_assessor(facility=place)
    inmates.AccessGrant.objects.get_or_create(
        inmate=person, agency=accounts.agency(), ended_at=None,
        defaults={"facility": place, "purpose": "assessment", "starts_on": accounts.LONG_AGO, "granted_by": by},
    )  # fmt: skip
    form = assessments.signed(inmate=person, by=by, instrument="phq9", answers=assessments.CALM_PHQ9)

    def sees():
        user = User.objects.get(pk=coordinator.pk)
        answer = signed_in(user).get(f"/assessments/{form.pk}/").status_code
        return Assessment.objects.visible_to(user).filter(pk=form.pk).exists(), answer

    say(person, dinkes, S.SCREENING)
    assert sees() == (False, 404)
    say(person, dinkes, S.ASSESSMENT)
    assert sees() == (True, 200)
    say(person, dinkes, S.ASSESSMENT, ConsentState.WITHDRAWN)
    assert sees() == (False, 404)


def test_the_house_needs_no_consent(person, place):
    head = accounts.user_with(Role.HEAD, facility=place)
    assert known(head, person) == NOTHING | {
        "identity": True, "screening": True, "progress": True, "batch": True, "enrolment": True, "forms": True,
        "told": [str(subject) for subject in SHARED],
    }  # fmt: skip


def test_what_is_missing_stands_on_the_head_for_whoever_keeps_consents(person, place, dinkes):
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=place)
    say(person, dinkes, S.PROGRESS, ConsentState.REFUSED)
    address = f"/inmates/{person.pk}/"
    missing = ("9 persetujuan belum ditanyakan", "1 persetujuan ditolak", "1 persetujuan tanpa lembar")
    assert [words in signed_in(officer).get(address).content.decode() for words in missing] == [True] * 3
    wali = accounts.user_with(Role.CASE_OFFICER, facility=place)
    inmates.grant(inmate=person, user=wali)
    assert [words in signed_in(wali).get(address).content.decode() for words in missing] == [False] * 3
