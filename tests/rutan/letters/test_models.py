"""What the database itself keeps to, asked by plain SQL as the application's login."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from rutan.letters.models import IssuedDocument, LetterCode, NumberSeries, Signatory
from rutan.letters.services import revoke
from tests.factories import accounts, letters

pytestmark = pytest.mark.django_db
CHANGES = {
    "number": "'X-1'",
    "code": "'ZZZZZZZZZZZZZZZZZZZZ'",
    "printed_name": "'Orang Lain'",
    "facts": '\'[["hours", "400"]]\'',
    "data": "'{}'",
    "digest": f"'{'0' * 64}'",
    "pdf": "'x'",
    "pdf_digest": f"'{'0' * 64}'",
    "issued_on": "'2020-01-01'",
    "issued_at": "'2020-01-01'",
    "kind": "'cover_letter'",
    "sequence": "99",
    "request_key": "'00000000-0000-0000-0000-000000000001'",
}


@pytest.fixture
def officer():
    return accounts.user()


@pytest.fixture
def document(officer):
    return letters.document(facility=accounts.facility(), by=officer)


def run(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("column", CHANGES)
def test_nothing_of_an_issued_document_changes(document, column):
    with pytest.raises(ProgrammingError, match="Cannot update rows"):
        run(f"update letters_issueddocument set {column} = {CHANGES[column]} where id = %s", document.pk)


def test_every_column_but_those_of_the_end_is_guarded_or_a_key():
    keys = {"id", "facility", "series", "signatory", "issued_by"}
    ends = {"state", "revoked_at", "revoked_by", "revoke_reason", "replaced_by"}
    assert {field.name for field in IssuedDocument._meta.fields} == set(CHANGES) | keys | ends


def test_keys_do_not_change_either(document):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    move = "update letters_issueddocument set {} = %s where id = %s"
    for column, value in (("signatory_id", None), ("id", document.pk + 1)):
        with pytest.raises(ProgrammingError, match="Cannot update rows"):
            run(move.format(column), value, document.pk)
    # Its series is the facility's too, which is looked at before.
    with pytest.raises(IntegrityError, match="document_of_one_facility"):
        run(move.format("facility_id"), other.pk, document.pk)
    strange = NumberSeries.objects.create(facility=other, classification="PAS", year=2026)
    with pytest.raises(ProgrammingError, match="Cannot update rows"):
        run(
            "update letters_issueddocument set facility_id = %s, series_id = %s, signatory_id = null where id = %s",
            other.pk,
            strange.pk,
            document.pk,
        )


def test_a_document_that_ended_does_not_come_back(document, officer):
    revoke(document=document, reason="Nama keliru", by=officer)
    with pytest.raises(ProgrammingError, match="Cannot update rows"):
        run(
            "update letters_issueddocument set state = 'valid', revoked_at = null, revoked_by_id = null,"
            " revoke_reason = '' where id = %s",
            document.pk,
        )


def test_a_document_is_never_deleted(document):
    with pytest.raises(ProgrammingError, match="permission denied"):
        run("delete from letters_issueddocument where id = %s", document.pk)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'revoked'",
        "state = 'superseded'",
        "state = 'other'",
        "revoked_at = now()",
        "state = 'revoked', revoked_at = now(), revoked_by_id = issued_by_id",
    ],
)
def test_an_end_is_whole(document, change):
    with pytest.raises(IntegrityError, match="issued_document_ends_in_one_way"):
        run(f"update letters_issueddocument set {change} where id = %s", document.pk)


def test_a_document_does_not_replace_itself(document):
    with pytest.raises(IntegrityError, match="issued_document_not_replaced_by_itself"):
        run("update letters_issueddocument set state = 'superseded', replaced_by_id = id")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "issued_document_number_once"),
        ({"sequence": 2, "code": "ABC"}, "issued_document_code_cannot_be_guessed"),
        ({"sequence": 2, "code": "I" * 20}, "issued_document_code_cannot_be_guessed"),
        ({"sequence": 2, "digest": "a" * 63}, "issued_document_digests_are_sha256"),
        ({"sequence": 2, "pdf_digest": "A" * 64}, "issued_document_digests_are_sha256"),
    ],
)
def test_what_is_written_is_sound(document, fields, constraint):
    facts = {field.attname: getattr(document, field.attname) for field in document._meta.fields}
    del facts["id"], facts["request_key"]
    facts |= {"code": "ZZZZZZZZZZZZZZZZZZZZ", **fields}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IssuedDocument.objects.create(**facts)


def test_the_history_keeps_each_end_without_the_bytes(document, officer):
    revoke(document=document, reason="Nama keliru", by=officer)
    history = IssuedDocument.pgh_event_models["update"]
    kept = history.objects.order_by("pgh_id").values_list("pgh_label", "state", "number")
    assert list(kept) == [("insert", "valid", document.number), ("update", "revoked", document.number)]
    names = {field.name for field in history._meta.fields}
    assert {"pdf", "data"} & names == set()
    assert {"digest", "pdf_digest", "revoke_reason"} <= names


def test_one_person_signs_for_an_office_at_a_time():
    place = accounts.facility()
    letters.signatory(facility=place, ends_on=date(2026, 6, 30))
    letters.signatory(facility=place, name="Dua", starts_on=date(2026, 7, 1))
    letters.signatory(facility=place, name="Plh", office="security", starts_on=date(2026, 7, 1))
    with pytest.raises(IntegrityError, match="signatory_one_at_a_time_for_an_office"), transaction.atomic():
        letters.signatory(facility=place, name="Tiga", starts_on=date(2026, 6, 30), ends_on=date(2026, 6, 30))
    with pytest.raises(IntegrityError, match="signatory_ends_after_they_start"), transaction.atomic():
        letters.signatory(facility=place, name="Tiga", ends_on=date(2019, 1, 1))
    assert Signatory.objects.count() == 3


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "letter_code_one_at_a_time"),
        ({"pattern": "{prefix}"}, "letter_code_pattern_holds_the_number"),
        ({"pattern": "{number}{other}"}, "letter_code_pattern_holds_the_number"),
        ({"ends_on": date(2019, 1, 1)}, "letter_code_ends_after_it_starts"),
    ],
)
def test_a_kind_has_one_sound_letter_code_at_a_time(fields, constraint):
    facts = {"kind": "letter", "classification": "PK.08.01", "starts_on": date(2026, 1, 1), **fields}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        LetterCode.objects.create(**facts)
    LetterCode.objects.create(
        facility=accounts.facility(), kind="letter", classification="PK.08.02", starts_on=date(2026, 1, 1)
    )
