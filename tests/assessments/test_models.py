"""What the database refuses, also to typed SQL of the application's own login."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from assessments.models import Assessment, AssessorCertificate
from assessments.services import void_assessment
from tests.factories import accounts, assessments, inmates

pytestmark = pytest.mark.django_db
TABLE = "assessments_assessment"


def refused(sql, *values):
    """Run one statement as the application and return the name of the guard that stopped it."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return caught.value.__cause__.diag.constraint_name or type(caught.value.__cause__).__name__


@pytest.fixture
def signed(person, assessor):
    return assessments.signed_assist(inmate=person, by=assessor)


@pytest.fixture
def draft(person, assessor):
    return assessments.draft(inmate=person, by=assessor, answers=assessments.assist(e="high"))


@pytest.mark.parametrize(
    "change",
    [
        "answers = '{}'",
        """answers = jsonb_set(answers, '{Q8}', '"past_3_months"')""",
        """result = jsonb_set(result, '{scores,ats}', '0')""",
        """result = jsonb_set(result, '{scores,ats}', '27.0')""",
        "state = 'draft'",
        "state = 'draft', result = null, signed_at = null, certificate_id = null, scoring_version = ''",
        "scoring_version = '2'",
        "instrument_version = '9'",
        "instrument = 'dast10'",
        "signed_at = signed_at - interval '1 day'",
        "taken_on = taken_on - 1",
        "anchor_on = null, reference_period = 'before_detention'",
        "inmate_id = inmate_id + 1",
        "assessor_id = assessor_id + 1",
        "agency_id = null",
        "supersedes_id = id",
        "version = version + 1",
        "saved_at = now()",
        "void_reason = 'x'",
        "state = 'void', voided_at = now(), voided_by_id = assessor_id, void_reason = 'x', answers = '{}'",
    ],
)
def test_sql_cannot_change_what_is_signed(signed, change):
    before = Assessment.objects.filter(pk=signed.pk).values().get()
    assert (
        refused(f"update {TABLE} set {change} where id = %s", signed.pk) == "assessment_signed_never_changes"
    )
    assert Assessment.objects.filter(pk=signed.pk).values().get() == before


def test_the_application_cannot_delete_or_empty_the_table(signed):
    assert refused(f"delete from {TABLE} where id = %s", signed.pk) == "InsufficientPrivilege"
    assert refused(f"truncate {TABLE} cascade") == "InsufficientPrivilege"
    assert refused(f"alter table {TABLE} disable trigger all") == "InsufficientPrivilege"
    assert refused("delete from assessments_assessorcertificate") == "InsufficientPrivilege"


def test_neither_the_orm_nor_a_bulk_write_changes_what_is_signed(signed):
    signed.answers = assessments.assist()
    for write in (
        signed.save,
        lambda: Assessment.objects.filter(pk=signed.pk).update(answers={}),
        lambda: Assessment.objects.bulk_update([signed], ["answers"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert Assessment.objects.get().answers == assessments.assist(e="high")


def test_a_void_result_stays_void_and_as_it_was(signed, assessor):
    voiding = "state = 'void', voided_at = now(), voided_by_id = %s, void_reason = 'salah orang'"
    with connection.cursor() as cursor:
        cursor.execute(f"update {TABLE} set {voiding} where id = %s", [assessor.pk, signed.pk])
    for change in (
        "state = 'signed', voided_at = null, voided_by_id = null, void_reason = ''",
        "void_reason = 'lain'",
        "answers = '{}'",
    ):
        assert refused(f"update {TABLE} set {change}") == "assessment_signed_never_changes"
    assert Assessment.objects.count() == 0
    assert Assessment.all_objects.get().answers == assessments.assist(e="high")


def test_a_result_is_not_void_without_a_reason(signed):
    change = "state = 'void', voided_at = now(), voided_by_id = assessor_id"
    assert refused(f"update {TABLE} set {change}") == "assessment_void_result_says_why"


def test_a_form_begins_as_a_draft(signed, assessor):
    copied = [field.column for field in Assessment._meta.fields if field.column not in ("id", "request_key")]
    columns = ", ".join(copied)
    sql = f"insert into {TABLE} ({columns}, request_key) select {columns}, gen_random_uuid() from {TABLE}"
    assert refused(sql) == "assessment_begins_as_draft"


SIGN = (
    "update assessments_assessment set state = 'signed', result = '{}', scoring_version = '1',"
    " signed_at = %s, certificate_id = %s where id = %s"
)
GUARD = "assessment_signed_under_a_certificate"


def test_sql_signs_only_under_a_certificate_that_covers_it(person, place):
    assessor = assessments.assessor(facility=place, certified=False)
    other = assessments.assessor(facility=place, agency=accounts.agency(code="lain", short_name="Lain"))
    draft = assessments.draft(inmate=person, by=assessor)
    today, now = timezone.localdate(), timezone.now()
    unfit = [
        AssessorCertificate.objects.of_user(other).get(),
        assessments.certificate(user=assessor, instruments=["dast10"]),
        assessments.certificate(user=assessor, ends_on=today - timezone.timedelta(days=1)),
        assessments.certificate(user=assessor, starts_on=today + timezone.timedelta(days=1)),
    ]
    withdrawn = assessments.certificate(user=assessor)
    AssessorCertificate.objects.filter(pk=withdrawn.pk).update(
        voided_at=now, voided_by=other, void_reason="dicabut"
    )
    for certificate in (*unfit, withdrawn):
        assert refused(SIGN, now, certificate.pk, draft.pk) == GUARD
    assert refused(SIGN, now, None, draft.pk) == GUARD
    fit = assessments.certificate(user=assessor, starts_on=today, ends_on=today)
    ahead = now + timezone.timedelta(hours=1)
    assert refused(SIGN, ahead, fit.pk, draft.pk) == "assessment_not_signed_ahead"
    with connection.cursor() as cursor:
        cursor.execute(SIGN, [now, fit.pk, draft.pk])


def test_the_day_of_signing_is_that_of_the_facilitys_clock(person, place, assessor):
    AssessorCertificate.objects.filter(user=assessor).update(
        voided_at=timezone.now(), voided_by=assessor, void_reason="x"
    )
    fit = assessments.certificate(user=assessor, starts_on="2026-03-02", ends_on="2026-03-02")
    draft = assessments.draft(inmate=person, by=assessor, taken_on=date(2026, 3, 1))
    for moment in (
        "2026-03-01 16:59:59+00",
        "2026-03-02 17:00:00+00",
    ):  # 23.59 the day before, 00.00 the day after
        assert refused(SIGN, moment, fit.pk, draft.pk) == GUARD
    with connection.cursor() as cursor:
        cursor.execute(SIGN, ["2026-03-01 17:00:00+00", fit.pk, draft.pk])


def test_a_signed_row_is_whole(draft, assessor):
    certificate = AssessorCertificate.objects.get()
    sql = SIGN.replace("result = '{}'", "result = null")
    assert refused(sql, timezone.now(), certificate.pk, draft.pk) == "assessment_signed_is_whole"


def test_a_draft_has_no_result_and_is_discarded_without_one(draft):
    assert refused(f"update {TABLE} set result = '{{}}'") == "assessment_draft_has_no_result"
    assert refused(f"update {TABLE} set state = 'void'") == "assessment_void_says_when_and_who"
    signed_away = (
        "state = 'void', voided_at = now(), voided_by_id = assessor_id, void_reason = 'x', signed_at = now()"
    )
    assert refused(f"update {TABLE} set {signed_away}") == "assessment_discarded_unsigned"


def test_a_draft_stays_of_its_person(draft, place):
    other = inmates.inmate(facility=place)
    for change in (
        f"inmate_id = {other.pk}",
        "instrument = 'phq9'",
        "assessor_id = assessor_id + 1",
        "agency_id = null",
    ):
        assert refused(f"update {TABLE} set {change}") == "assessment_stays_of_its_person"


def test_nobody_signs_a_form_before_it_was_taken(draft, assessor):
    certificate = assessor.assessor_certificates.get()
    before = timezone.now() - timedelta(days=1)
    assert refused(SIGN, before, certificate.pk, draft.pk) == "assessment_signed_once_taken"
    with connection.cursor() as cursor:
        cursor.execute(f"update {TABLE} set taken_on = taken_on - 1 where id = %s", [draft.pk])
        cursor.execute(SIGN, [before, certificate.pk, draft.pk])


def test_a_form_is_filed_where_the_person_is(draft):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    columns = [field.column for field in Assessment._meta.fields if field.column not in ("id", "request_key")]
    read = ", ".join(str(other.pk) if name == "facility_id" else name for name in columns)
    sql = f"insert into {TABLE} ({', '.join(columns)}, request_key) select {read}, gen_random_uuid() from {TABLE}"
    assert refused(sql) == "assessment_of_one_facility"


def test_a_form_stands_in_for_a_void_one_of_the_same_person_and_instrument(person, place, assessor):
    stranger = inmates.inmate(facility=place)
    stands = assessments.signed_assist(inmate=person, by=assessor)
    void = void_assessment(
        assessment=assessments.signed_assist(inmate=stranger, by=assessor), reason="Salah orang", by=assessor
    )
    anew = assessments.draft(inmate=stranger, by=assessor)
    assert anew.supersedes_id == void.pk
    other = assessments.draft(inmate=stranger, by=assessor, instrument="dast10")
    for draft, of in ((anew, stands), (other, void), (other, anew)):
        change = f"update {TABLE} set supersedes_id = %s where id = %s"
        assert refused(change, of.pk, draft.pk) == "assessment_stands_in_for_its_own"


def test_one_draft_of_an_instrument_a_person(draft):
    copied = [field.column for field in Assessment._meta.fields if field.column not in ("id", "request_key")]
    columns = ", ".join(copied)
    sql = f"insert into {TABLE} ({columns}, request_key) select {columns}, gen_random_uuid() from {TABLE}"
    assert refused(sql) == "assessment_one_draft_a_person"


def test_the_anchor_belongs_to_the_period_before_detention(draft):
    for change in (
        "anchor_on = taken_on",
        "reference_period = 'before_detention'",
        "reference_period = 'before_detention', anchor_on = taken_on + 1",
    ):
        assert refused(f"update {TABLE} set {change}") == "assessment_anchor_with_its_period"


@pytest.mark.parametrize(
    "change",
    [
        "number = 'lain'",
        "issuer = 'lain'",
        "instruments = array['assist', 'phq9']",
        "starts_on = starts_on - 1",
        "ends_on = '2099-01-01'",
        "user_id = registered_by_id",
        "registered_at = now()",
    ],
)
def test_what_a_certificate_covers_never_changes(assessor, change):
    assert refused(f"update assessments_assessorcertificate set {change}") == "certificate_never_changes"


def test_a_withdrawn_certificate_stays_withdrawn(assessor):
    AssessorCertificate.objects.update(voided_at=timezone.now(), voided_by=assessor, void_reason="dicabut")
    back = "voided_at = null, voided_by_id = null, void_reason = ''"
    assert refused(f"update assessments_assessorcertificate set {back}") == "certificate_never_changes"
    assert AssessorCertificate.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "guard"),
    [
        ({"ends_on": "2019-12-31"}, "certificate_ends_after_it_starts"),
        ({"instruments": []}, "certificate_names_an_instrument"),
        ({"void_reason": "x"}, "certificate_withdrawn_with_a_reason"),
        ({"own": True}, "certificate_not_registered_by_its_holder"),
        ({"number": "SERT-1"}, "certificate_once_a_number"),
    ],
)
def test_a_certificate_that_cannot_be(fields, guard):
    holder, second = accounts.user(username="pemegang"), accounts.second_person()
    facts = {"issuer": "BNN", "instruments": ["assist"], "starts_on": accounts.LONG_AGO}
    assessments.certificate(user=holder, number="SERT-1")
    by = holder if fields.pop("own", False) else second
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        AssessorCertificate.objects.create(
            **{
                "number": "SERT-2",
                **facts,
                **fields,
                "user": holder,
                "registered_by": by,
                "request_key": "0" * 32,
            }
        )
    assert caught.value.__cause__.diag.constraint_name == guard


def test_every_version_of_a_form_is_remembered(signed):
    kept = Assessment.pgh_event_model.objects.filter(pgh_obj=signed).order_by("pgh_id")
    assert list(kept.values_list("state", "version")) == [("draft", 0), ("draft", 1), ("signed", 1)]
