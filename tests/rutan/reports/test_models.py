"""What the database keeps of an edition, also against typed SQL of the application's own login."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from rutan.reports.domain.sealing import digest_of
from rutan.reports.models import ReportEdition
from tests.factories import accounts, letters, reports

pytestmark = pytest.mark.django_db
TABLE = "reports_reportedition"


def refused(sql, *values):
    """Run one statement as the application and return the guard that stopped it."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    cause = caught.value.__cause__
    return cause.diag.constraint_name or type(cause).__name__


@pytest.fixture
def place():
    return reports.office()


CHANGES = [
    "figures = '{}'",
    "figures = jsonb_set(figures, '{figures,intake.screened,value}', '5')",
    "figures = jsonb_set(figures, '{rows,intake.custody}', '[1]')",
    "digest = repeat('0', 64)",
    "edition = 2",
    "period_starts_on = '2026-03-01'",
    "prepared_by_id = null, prepared_at = now()",
    "request_key = gen_random_uuid()",
]
CHANGES_OF_THE_SEALED = [
    *CHANGES,
    "number = 'W.1'",
    "xlsx = '\\x00'",
    "sealed_at = now()",
    "document_id = null",
    "state = 'draft', number = '', document_id = null, xlsx = null, sealed_at = null",
    "state = 'withdrawn', withdrawn_at = now(), withdraw_reason = 'x'",
]


@pytest.mark.parametrize("change", CHANGES_OF_THE_SEALED)
def test_nothing_of_a_sealed_edition_changes(place, change):
    edition = reports.sealed(facility=place)
    assert refused(f"update {TABLE} set {change} where id = %s", edition.pk) == "RaiseException"
    stored = ReportEdition.objects.get(pk=edition.pk)
    assert (stored.figures, stored.number) == (edition.figures, edition.number)
    assert stored.seal_holds


@pytest.mark.parametrize("change", CHANGES)
def test_the_figures_of_a_draft_are_frozen_already(place, change):
    assert (
        refused(f"update {TABLE} set {change} where id = %s", reports.draft(facility=place).pk)
        == "RaiseException"
    )


def test_the_seal_tells_changed_figures(place):
    edition = reports.draft(facility=place)
    assert edition.digest == digest_of(edition.figures)
    assert edition.seal_holds
    edition.figures["figures"]["intake.screened"]["value"] += 1
    assert not edition.seal_holds


def test_no_edition_is_deleted(place):
    edition = reports.draft(facility=place)
    assert refused(f"delete from {TABLE} where id = %s", edition.pk) == "InsufficientPrivilege"


COLUMNS = (
    "facility_id, kind, period_starts_on, edition, state, figures, digest, request_key, prepared_at, corrects_id,"
    " correction_reason, number, withdraw_reason"
)


def inserted(place, **fields):
    facts = {
        "facility_id": place.pk,
        "kind": "monthly",
        "period_starts_on": "2026-02-01",
        "edition": 1,
        "state": "draft",
        "figures": "{}",
        "digest": "0" * 64,
        "request_key": uuid.uuid4(),
        "prepared_at": "2026-03-01",
        "corrects_id": None,
        "correction_reason": "",
        "number": "",
        "withdraw_reason": "",
    } | fields
    marks = ", ".join(["%s"] * len(facts))
    return refused(f"insert into {TABLE} ({COLUMNS}) values ({marks})", *facts.values())


@pytest.mark.parametrize(
    ("fields", "guard"),
    [
        ({"state": "sealed", "number": "W.1"}, "RaiseException"),
        ({"period_starts_on": "2026-02-02"}, "report_edition_begins_with_a_month"),
        ({"digest": "nothing"}, "report_edition_digest_is_sha256"),
        ({"edition": 2}, "report_edition_corrects_with_a_reason"),
        ({"correction_reason": "x"}, "report_edition_corrects_with_a_reason"),
        ({"number": "W.1"}, "report_edition_ends_in_one_way"),
        ({"withdraw_reason": "x"}, "report_edition_ends_in_one_way"),
    ],
)
def test_what_an_edition_must_be(place, fields, guard):
    assert inserted(place, **fields) == guard


def test_an_edition_is_there_once(place):
    made = reports.draft(facility=place)
    assert inserted(place, period_starts_on=made.period_starts_on) == "report_edition_once_a_period"
    assert inserted(place, request_key=made.request_key).startswith("reports_reportedition_request_key")


def test_a_correction_follows_the_sealed_edition_before_it(place):
    draft, other = reports.draft(facility=place), reports.sealed(facility=place, period="2026-01")
    facts = {"period_starts_on": draft.period_starts_on, "edition": 2, "correction_reason": "x"}
    for corrected in (draft, other):
        assert inserted(place, corrects_id=corrected.pk, **facts) == "report_edition_follows_the_sealed"


def test_a_real_facility_seals_by_the_word_of_a_second_person():
    place = reports.office(is_demo=False)
    officer = accounts.user()
    edition = reports.draft(facility=place, by=officer)
    paper = letters.document(facility=place, by=officer)
    sealing = "state = 'sealed', number = 'W.1', xlsx = '\\x00', sealed_at = now(), document_id = %s"
    assert (
        refused(f"update {TABLE} set {sealing} where id = %s", paper.pk, edition.pk)
        == "report_edition_sealed_by_the_head"
    )
    approved = f"update {TABLE} set {sealing}, approved_by_id = %s where id = %s"
    assert refused(approved, paper.pk, officer.pk, edition.pk) == "report_edition_approved_by_another"
