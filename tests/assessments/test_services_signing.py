"""Signing a form: what is stored, and everything that stands in the way."""

from datetime import timedelta
from threading import Event as Bell
from threading import Thread
from time import sleep

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from assessments.domain.certificates import LackKind
from assessments.models import Assessment, AssessorCertificate
from assessments.refusals import AssessmentRefused, DraftMovedOn, SignRefused
from assessments.services_certificates import withdraw_certificate
from assessments.services_signing import sign_assessment
from inmates.models import AccessGrant
from rutan.accounts.models import User
from rutan.audit.models import Event
from rutan.core.dates import long_date
from tests.factories import accounts, assessments, inmates

WHO = "Petugas rehabilitasi yang mendaftarkannya; bawalah sertifikatnya."
NONE_AT_ALL = f"Belum ada sertifikat asesor untuk ASSIST yang tercatat atas nama Anda. {WHO}"
WITHDRAWN = f"Sertifikat Anda {{number}} (BNN) untuk ASSIST sudah dicabut. {WHO}"


def sign(draft, at=None, **more):
    return sign_assessment(
        draft=draft, **({"version": draft.version, "by": draft.assessor} | more), at=at or timezone.now()
    )


@pytest.fixture
def uncertified(place):
    return assessments.assessor(facility=place, certified=False, username="asesor")


@pytest.mark.django_db
def test_what_is_signed_is_scored_by_the_engine_and_rests_on_the_certificate(person, assessor):
    draft = assessments.draft(inmate=person, by=assessor, answers=assessments.assist(a="low", e="high"))
    at = timezone.now()
    signed = sign(draft, at)
    stored = Assessment.objects.get()
    assert (stored.state, stored.signed_at, stored.scoring_version) == ("signed", at, "1")
    assert stored.certificate == AssessorCertificate.objects.get()
    assert stored.result["complete"] is True
    assert (stored.result["scores"]["ats"], stored.result["scores"]["tobacco"]) == (27, 0)
    assert (stored.result["bands"]["ats"], stored.result["bands"]["person"]) == ("high", "high")
    event = Event.objects.get(action="assessments.assessment.signed")
    assert (event.subject_id, event.actor_id) == (signed.pk, assessor.pk)
    assert event.facts == {"instrument": "assist", "certificate": stored.certificate.number}
    assert sign(draft, at + timedelta(hours=1)).signed_at == at  # signing twice is signing once


@pytest.mark.django_db
def test_everything_that_is_missing_is_said_at_once(person, uncertified):
    answers = assessments.assist(e="high", j="low")
    del answers["e"]["Q7"], answers["j_name"]
    draft = assessments.draft(inmate=person, by=uncertified, answers=answers)
    with pytest.raises(SignRefused) as refused:
        sign(draft)
    assert refused.value.missing == ("j_name", "e.Q7")
    assert refused.value.messages == [
        "Nama zat lain: Tuliskan nama zat lain.",
        "2 pertanyaan belum dijawab.",
        NONE_AT_ALL,
    ]
    assert Assessment.objects.get().state == "draft"


TODAY = timezone.localdate()
DAY = timedelta(days=1)
LONG = {"starts_on": TODAY - 400 * DAY}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("held", "kind", "sentence"),
    [
        ([], LackKind.NO_CERTIFICATE, NONE_AT_ALL),
        (
            [{"instruments": ["phq9", "dast10"], **LONG}],
            LackKind.OTHER_INSTRUMENTS,
            "Sertifikat Anda tidak mencakup ASSIST; yang berlaku: DAST-10, PHQ-9.",
        ),
        (
            [{"instruments": ["phq9"], "ends_on": TODAY - DAY, **LONG}],
            LackKind.OTHER_INSTRUMENTS,
            "Sertifikat Anda tidak mencakup ASSIST; yang berlaku: tidak ada.",
        ),
        (
            [{"number": "S-1", "ends_on": TODAY - DAY, **LONG}],
            LackKind.EXPIRED,
            "Sertifikat S-1 (BNN) untuk ASSIST berakhir {yesterday}.",
        ),
        (
            [{"number": "S-1", "ends_on": TODAY - DAY, **LONG}, {"number": "S-2", "starts_on": TODAY + DAY}],
            LackKind.EXPIRED,
            "Sertifikat S-1 (BNN) untuk ASSIST berakhir {yesterday}; yang berikutnya berlaku mulai {tomorrow}.",
        ),
        (
            [{"number": "S-2", "starts_on": TODAY + DAY}],
            LackKind.NOT_YET_VALID,
            "Sertifikat S-2 untuk ASSIST baru berlaku mulai {tomorrow}.",
        ),
    ],
)
def test_each_lack_of_a_certificate_is_refused_in_its_own_words(person, uncertified, held, kind, sentence):
    for facts in held:
        assessments.certificate(user=uncertified, **facts)
    draft = assessments.draft(inmate=person, by=uncertified, answers=assessments.assist())
    with pytest.raises(SignRefused) as refused:
        sign(draft)
    days = {"yesterday": long_date(TODAY - DAY), "tomorrow": long_date(TODAY + DAY)}
    assert (refused.value.lack.kind, refused.value.messages) == (kind, [sentence.format(**days)])
    assert Assessment.objects.get().state == "draft"


@pytest.mark.django_db
def test_the_first_and_the_last_day_of_a_certificate_count(person, uncertified):
    certificate = assessments.certificate(user=uncertified, starts_on=TODAY, ends_on=TODAY)
    draft = assessments.draft(inmate=person, by=uncertified, answers=assessments.assist())
    assert sign(draft).certificate == certificate


@pytest.mark.django_db
def test_only_what_was_shown_is_signed_and_only_by_who_filled_it_in(person, assessor, place):
    draft = assessments.draft(inmate=person, by=assessor, answers=assessments.assist())
    with pytest.raises(DraftMovedOn):
        sign(draft, version=0)
    with pytest.raises(AssessmentRefused):
        sign(draft, by=assessments.assessor(facility=place))
    AccessGrant.objects.update(ended_at=timezone.now(), ended_by=assessor)
    with pytest.raises(AssessmentRefused) as refused:
        sign(draft)
    assert refused.value.messages == ["Berkas orang ini tidak lagi terbuka bagi Anda."]
    assert Assessment.objects.get().state == "draft"


@pytest.mark.django_db
def test_a_withdrawn_certificate_signs_nothing_more_but_what_was_signed_stands(person, assessor, place):
    signed = assessments.signed_assist(inmate=person, by=assessor)
    withdraw_certificate(certificate=signed.certificate, reason="dicabut", by=accounts.second_person())
    draft = assessments.draft(
        inmate=inmates.inmate(facility=place), by=assessor, answers=assessments.assist()
    )
    with pytest.raises(SignRefused) as refused:
        sign(draft)
    assert refused.value.messages == [WITHDRAWN.format(number=signed.certificate.number)]
    assert Assessment.objects.signed().get() == signed


def test_a_certificate_withdrawn_at_the_very_moment_is_refused_in_the_same_words(own_database):
    place = accounts.facility()
    assessor = assessments.assessor(facility=place)
    draft = assessments.draft(
        inmate=inmates.inmate(facility=place), by=assessor, answers=assessments.assist()
    )
    certificate, waiting, seen = AssessorCertificate.objects.get(), Bell(), []

    def signing():
        try:
            waiting.set()
            sign(draft, by=User.objects.get(pk=assessor.pk))
        except SignRefused as refused:
            seen.extend(refused.messages)
        finally:
            connections.close_all()

    thread = Thread(target=signing)
    with transaction.atomic():
        withdraw_certificate(certificate=certificate, reason="dicabut", by=accounts.second_person())
        thread.start()
        waiting.wait(5)
        _until_somebody_waits()
    thread.join(10)
    assert seen == [WITHDRAWN.format(number=certificate.number)]
    assert Assessment.objects.get().state == "draft"


def _until_somebody_waits():
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute("select exists (select from pg_locks where not granted)")
            if cursor.fetchone()[0]:
                return
            sleep(0.02)
    raise AssertionError("nobody waited for the certificate's row")
