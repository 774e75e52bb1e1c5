"""Beginning, saving, discarding and voiding a form."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import services
from assessments.domain.answers import ProblemCode
from assessments.models import Assessment
from assessments.refusals import AnswersWouldDrop, AssessmentRefused, DraftExists, DraftMovedOn
from rutan.audit.models import Event
from tests.factories import accounts, assessments, inmates

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(person, assessor):
    return assessments.draft(inmate=person, by=assessor)


def save(draft, answers, version=0, **more):
    return services.save_draft(draft=draft, answers=answers, version=version, by=draft.assessor, **more)


def test_a_form_is_begun_once_a_request(person, assessor):
    key = uuid.uuid4()
    first = assessments.draft(inmate=person, by=assessor, request_key=key)
    assert assessments.draft(inmate=person, by=assessor, request_key=key) == first
    begun = Event.objects.get(action="assessments.assessment.started")
    assert (begun.subject_id, begun.actor_id, begun.facts) == (
        first.pk,
        assessor.pk,
        {"instrument": "assist"},
    )
    assert (first.agency, first.instrument_version, first.version, first.answers) == (
        accounts.agency(), "3.1", 0, {},
    )  # fmt: skip


def test_a_second_draft_leads_to_the_first(draft, person, assessor):
    with pytest.raises(DraftExists) as refused:
        assessments.draft(inmate=person, by=assessor)
    assert refused.value.draft_id == draft.pk
    assert assessments.draft(inmate=person, by=assessor, instrument="phq9").pk != draft.pk


def test_a_period_must_fit_the_instrument_and_lie_behind(person, assessor):
    today = timezone.localdate()
    for fields in (
        {"instrument": "phq9", "anchor_on": today - timedelta(days=9)},
        {"anchor_on": today + timedelta(days=1)},
        {"taken_on": today + timedelta(days=1)},
    ):
        with pytest.raises(AssessmentRefused):
            assessments.draft(inmate=person, by=assessor, **fields)
    assert Assessment.all_objects.count() == 0


def test_no_form_is_begun_for_somebody_who_has_left(person, assessor):
    inmates.left(person, on=timezone.localdate())
    with pytest.raises(AssessmentRefused) as refused:
        assessments.draft(inmate=person, by=assessor)
    assert refused.value.messages == ["Orang ini sudah tidak di sini; formulir baru tidak dapat dimulai."]


def test_what_is_valid_is_kept_and_what_is_not_is_named(draft):
    answers = {
        "e": {"Q1": "yes", "Q2": "sometimes"},
        "j": {"Q1": "yes"},
        "j_name": "x" * 101,
        "z": {"Q1": "no"},
    }
    saved = save(draft, answers)
    assert saved.draft.answers == {"e": {"Q1": "yes"}, "j": {"Q1": "yes"}}
    assert {(each.path, each.code) for each in saved.problems} == {
        ("e.Q2", ProblemCode.UNKNOWN_OPTION),
        ("j_name", ProblemCode.TOO_LONG),
        ("z.Q1", ProblemCode.UNKNOWN_ITEM),
    }
    assert (saved.draft.version, Assessment.objects.get().answers) == (1, saved.draft.answers)


def test_two_windows_do_not_overwrite_each_other(draft):
    save(draft, {"e": {"Q1": "yes"}})
    with pytest.raises(DraftMovedOn):
        save(draft, {"e": {"Q1": "no"}})
    assert Assessment.objects.get().answers == {"e": {"Q1": "yes"}}
    # The answer to the first saving was lost on the way: asking again changes nothing and is no conflict.
    assert save(draft, {"e": {"Q1": "yes"}}).draft.version == 1


def test_answers_that_no_longer_belong_go_only_when_that_is_confirmed(draft):
    full = {"e": {"Q1": "yes", "Q2": "daily", "Q3": "weekly"}}
    save(draft, full)
    changed = {"e": {"Q1": "no", "Q2": "daily", "Q3": "weekly"}}
    with pytest.raises(AnswersWouldDrop) as refused:
        save(draft, changed, version=1)
    assert refused.value.paths == ("e.Q2", "e.Q3")
    assert Assessment.objects.get().answers == full
    assert save(draft, changed, version=1, drop=True).draft.answers == {"e": {"Q1": "no"}}


def test_a_discarded_draft_is_kept_and_makes_room(draft, person, assessor):
    services.discard_draft(draft=draft, by=assessor)
    services.discard_draft(draft=draft, by=assessor)  # pressed twice
    kept = Assessment.all_objects.get()
    assert (kept.state, kept.voided_by, Assessment.objects.count()) == ("void", assessor, 0)
    assert Event.objects.filter(action="assessments.assessment.discarded").count() == 1
    assert assessments.draft(inmate=person, by=assessor).pk != draft.pk
    with pytest.raises(AssessmentRefused):
        save(draft, {"e": {"Q1": "yes"}})


def test_nobody_saves_or_discards_the_draft_of_another(draft, place):
    other = assessments.assessor(facility=place)
    for write in (
        lambda: services.save_draft(draft=draft, answers={"e": {"Q1": "yes"}}, version=0, by=other),
        lambda: services.discard_draft(draft=draft, by=other),
    ):
        with pytest.raises(AssessmentRefused):
            write()
    assert (draft.answers, Assessment.objects.get().state) == ({}, "draft")


def test_a_result_is_declared_void_by_who_signed_it_or_a_colleague_but_nobody_else(person, assessor, place):
    result = assessments.signed_assist(inmate=person, by=assessor)
    elsewhere = assessments.assessor(facility=place, agency=accounts.agency(code="lain", short_name="Lain"))
    officer = accounts.user_with("rehab_officer", facility=place)
    for nobody in (elsewhere, officer):
        with pytest.raises(AssessmentRefused):
            services.void_assessment(assessment=result, reason="salah orang", by=nobody)
    with pytest.raises(AssessmentRefused):
        services.void_assessment(assessment=result, reason="  ", by=assessor)
    colleague = assessments.assessor(facility=place)
    void = services.void_assessment(assessment=result, reason="salah orang", by=colleague)
    assert (void.state, void.void_reason, void.voided_by) == ("void", "salah orang", colleague)
    assert (void.answers, void.result) == (result.answers, result.result)
    assert (
        services.void_assessment(assessment=result, reason="lagi", by=assessor).void_reason == "salah orang"
    )


def test_a_draft_cannot_be_declared_void(draft, assessor):
    with pytest.raises(AssessmentRefused):
        services.void_assessment(assessment=draft, reason="salah orang", by=assessor)


def test_drafts_of_one_assessor_do_not_stand_in_the_way_of_another(draft, person, place):
    other = assessments.assessor(facility=place)
    assert assessments.draft(inmate=person, by=other).pk != draft.pk
    assert assessments.draft(inmate=inmates.inmate(facility=place), by=draft.assessor).pk != draft.pk


def test_no_interview_before_the_admission(person, assessor):
    day = person.admitted_on - timedelta(days=1)
    with pytest.raises(AssessmentRefused, match="mendahului tanggal masuk"):
        assessments.draft(inmate=person, by=assessor, taken_on=day, anchor_on=day)
    assessments.draft(inmate=person, by=assessor, taken_on=person.admitted_on, anchor_on=person.admitted_on)
