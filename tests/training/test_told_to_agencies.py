"""Every page and paper of training that could show somebody to an agency, before and after they take their word back."""

import pytest
from django.urls import reverse

from inmates.enums import ConsentState, ConsentSubject
from inmates.services_access import end_grant
from rutan.accounts.permissions import Role
from tests.factories import accounts, inmates, letters, training
from tests.factories.accounts import signed_in
from training.enums import Presence
from training.services_completion import complete, fail
from training.services_lessons import Mark, mark_lesson

pytestmark = pytest.mark.django_db
UNDER_WAY, ENDED = ("Enok Belajar", "Wati Menunggu"), ("Tuti Tamat", "Gani Gagal", "Pipit Pergi")
SHOWN_ALL = frozenset((*UNDER_WAY, *ENDED))


class Taught:
    """A batch with somebody in every state, all of them open to an agency, and its coordinator."""

    def __init__(self):
        self.place = accounts.facility(letter_prefix="WP.13")
        self.bnnk = accounts.agency()
        accounts.agreement(facility=self.place, agency=self.bnnk)
        letters.signatory(facility=self.place)
        self.by = accounts.second_person()
        self.coordinator = accounts.user_with(Role.COORDINATOR, agency=self.bnnk)
        self.batch = training.batch(facility=self.place, running=True, capacity=4)
        self.of = {name: self._enrolled(name) for name in (UNDER_WAY[0], *ENDED, UNDER_WAY[1])}
        self._end()

    def _enrolled(self, name):
        person = inmates.inmate(facility=self.place, full_name=name)
        inmates.grant(inmate=person, agency=self.bnnk)
        return training.enrolment(batch=self.batch, inmate=person)

    def _end(self):
        tuti, gani, pipit = (self.of[name] for name in ENDED)
        sheet = {each: Mark(Presence.PRESENT) for each in self.of.values() if not each.is_waiting}
        lesson = training.lesson(batch=self.batch, days=-1)
        mark_lesson(lesson=lesson, marks=sheet, by=self.by)
        complete(batch=self.batch, enrolments=[tuti], by=self.by)
        fail(enrolment=gani, reason="Sering absen", by=self.by)
        # Somebody waits, so the place of whoever leaves would be given away: nobody moves up from an empty list.
        waiting = self.of[UNDER_WAY[1]]
        assert waiting.is_waiting
        waiting.__class__.objects.filter(pk=pipit.pk).update(
            state="withdrawn",
            ended_on=lesson.booking.slot.starts_at.date(),
            ended_by=self.by,
            end_reason="Pindah",
        )

    def says(self, state, *subjects, names=SHOWN_ALL):
        for name in names:
            for subject in subjects:
                inmates.consent(inmate=self.of[name].inmate, subject=subject, agency=self.bnnk, state=state)

    def addresses(self):
        yield reverse("training:list")
        yield reverse("training:list") + "?ended=1"
        yield reverse("training:batch", args=[self.batch.pk])
        for enrolment in self.of.values():
            yield reverse("training:certificate", args=[enrolment.pk])
            yield reverse("inmates:show", args=[enrolment.inmate_id])

    def answers(self):
        client = signed_in(self.coordinator)
        return {address: client.get(address) for address in self.addresses()}

    def named(self):
        """Who stands on the page of the batch."""
        page = signed_in(self.coordinator).get(reverse("training:batch", args=[self.batch.pk]))
        text = page.content.decode()
        return page.status_code, {name for name in SHOWN_ALL if name in text}

    def paper(self, name="Tuti Tamat"):
        address = reverse("training:certificate", args=[self.of[name].pk])
        return signed_in(self.coordinator).get(address).status_code


@pytest.fixture
def taught():
    return Taught()


def test_without_a_word_an_agency_sees_nobody_in_training_though_the_record_is_open(taught):
    answers = taught.answers()
    opened = [address for address, answer in answers.items() if answer.status_code == 200]
    files = [reverse("inmates:show", args=[each.inmate_id]) for each in taught.of.values()]
    assert opened == [reverse("training:list"), reverse("training:list") + "?ended=1", *files]
    for address in opened:
        page = answers[address].content.decode()
        assert taught.batch.course.name not in page, (
            address
        )  # on a case file the training is not told of either


@pytest.mark.parametrize(
    ("subject", "shown", "paper"),
    [(ConsentSubject.PROGRESS, UNDER_WAY, 404), (ConsentSubject.OUTCOME, ENDED, 200)],
)
def test_progress_tells_who_is_taught_and_the_outcome_how_it_ended(taught, subject, shown, paper):
    taught.says(ConsentState.GIVEN, subject)
    assert taught.named() == (200, set(shown))
    assert taught.paper() == paper


def test_a_word_taken_back_takes_the_person_off_every_page_and_paper(taught):
    both = (ConsentSubject.PROGRESS, ConsentSubject.OUTCOME)
    taught.says(ConsentState.GIVEN, *both)
    assert (taught.named(), taught.paper()) == ((200, set(SHOWN_ALL)), 200)
    taught.says(ConsentState.WITHDRAWN, *both, names=["Tuti Tamat"])
    assert (taught.named(), taught.paper()) == ((200, SHOWN_ALL - {"Tuti Tamat"}), 404)
    file = signed_in(taught.coordinator).get(
        reverse("inmates:show", args=[taught.of["Tuti Tamat"].inmate_id])
    )
    assert taught.batch.course.name not in file.content.decode()
    taught.says(ConsentState.WITHDRAWN, *both, names=SHOWN_ALL - {"Tuti Tamat"})
    assert taught.named()[0] == 404


def test_a_record_that_was_closed_takes_the_person_off_though_the_word_stands(taught):
    taught.says(ConsentState.GIVEN, ConsentSubject.OUTCOME)
    end_grant(grant=taught.of["Tuti Tamat"].inmate.grants.get(agency=taught.bnnk), by=taught.by)
    assert (taught.named(), taught.paper()) == ((200, set(ENDED) - {"Tuti Tamat"}), 404)


def test_a_word_to_another_agency_is_none_to_this_one(taught):
    other = accounts.agency(code="dinkes-tst", short_name="Dinkes Contoh")
    for each in taught.of.values():
        inmates.grant(inmate=each.inmate, agency=other)
        for subject in (ConsentSubject.PROGRESS, ConsentSubject.OUTCOME):
            inmates.consent(inmate=each.inmate, subject=subject, agency=other)
    assert (taught.named()[0], taught.paper()) == (404, 404)


def test_nobody_of_an_agency_marks_enrols_or_completes(taught):
    """The other pages of training name people too; they are not part of an agency's roles."""
    taught.says(ConsentState.GIVEN, ConsentSubject.PROGRESS, ConsentSubject.OUTCOME)
    client, enrolment = signed_in(taught.coordinator), taught.of[UNDER_WAY[0]]
    lesson = taught.batch.lessons.get()
    addresses = [
        reverse("training:lesson", args=[lesson.pk]),
        reverse("training:enrol", args=[taught.batch.pk]),
        reverse("training:withdraw", args=[enrolment.pk]),
        reverse("training:fail", args=[enrolment.pk]),
    ]
    assert [client.get(address).status_code for address in addresses] == [403] * 4
