"""Issuing, revoking, superseding; numbers without gaps."""

import hashlib
import threading
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
import segno
from django.db import connection, transaction

from rutan.audit.models import Event
from rutan.letters.domain.codes import shown
from rutan.letters.domain.frozen import digest_of
from rutan.letters.enums import DocumentKind, FactKind, Office
from rutan.letters.models import IssuedDocument, LetterCode, NumberSeries, Signatory
from rutan.letters.paper import Paper
from rutan.letters.refusals import LetterRefused
from rutan.letters.services import check_address, issue, revoke, take_out
from rutan.letters.services_numbers import appoint_signatory, next_number
from tests.factories import accounts, letters
from tests.pdf_text import links_of, qr_of, squeezed, text_of

db = pytest.mark.django_db


@pytest.fixture
def place(db):
    return accounts.facility(letter_prefix="WP.13.PAS.PAS22", regional_office="Kantor Wilayah Jawa Tengah")


@pytest.fixture
def officer(place):
    return accounts.user(username="petugas")


def test_an_issued_paper_is_numbered_frozen_and_can_be_checked(place, officer, settings):
    settings.ADDRESS = "https://pulih.example.org"
    made = letters.document(facility=place, by=officer)
    stored = IssuedDocument.objects.get()
    assert (stored.number, stored.sequence) == ("WP.13.PAS.PAS22.PK.08.01-0001", 1)
    assert stored.digest == digest_of(stored.data) == made.digest
    assert stored.pdf_digest == hashlib.sha256(bytes(stored.pdf)).hexdigest()
    address = f"https://pulih.example.org/verify/{stored.code}/"
    assert check_address(stored.code) == address
    assert set(links_of(bytes(stored.pdf))) == {address}
    assert qr_of(bytes(stored.pdf)) == tuple(bytes(row) for row in segno.make(address, error="m").matrix)
    text = text_of(bytes(stored.pdf))
    for part in (stored.number, shown(stored.code), stored.digest, "24 November 2026", "Budi Contoh, S.H."):
        assert squeezed(part) in text, part
    event = Event.objects.get(action="letters.document.issued")
    assert (event.subject_id, event.actor_name, event.facility_id) == (
        stored.pk,
        "Petugas Contoh",
        place.pk,
    )
    assert event.facts == {"kind": "letter", "number": stored.number}


def test_what_is_frozen_stays_when_office_and_signatory_change(place, officer):
    made = letters.document(facility=place, by=officer)
    later = {
        "office": Office.HEAD,
        "position": "Kepala",
        "nip": "",
        "starts_on": made.issued_on + timedelta(days=1),
    }
    appoint_signatory(facility=place, name="Orang Lain", by=officer, **later)
    place.name = "Rutan Lain"
    place.save()
    stored = IssuedDocument.objects.get(pk=made.pk)
    assert stored.data["signatory"]["name"] == "Budi Contoh, S.H."
    assert stored.data["facility"]["name"] == "Rumah Tahanan Negara Contoh"
    assert digest_of(stored.data) == stored.digest


def test_codes_differ_and_numbers_run_on_by_classification_and_year(place, officer):
    made = [
        letters.document(facility=place, by=officer),
        letters.document(facility=place, by=officer, kind=DocumentKind.MONTHLY_REPORT),
        letters.document(facility=place, by=officer, kind=DocumentKind.ASSESSMENT_RESULT),
        letters.document(facility=place, by=officer, on=date(2027, 1, 4)),
        letters.document(facility=accounts.facility(code="LUA", name="Rutan Luar"), by=officer),
    ]
    assert [document.number for document in made] == [
        "WP.13.PAS.PAS22.PK.08.01-0001",
        "WP.13.PAS.PAS22.PK.08.01-0002",
        "WP.13.PAS.PAS22.PK.03.02-0001",
        "WP.13.PAS.PAS22.PK.08.01-0001",
        "LUA.PK.08.01-0001",
    ]
    assert len({document.code for document in made}) == 5


def test_an_office_with_a_letter_code_of_its_own_uses_it(place, officer):
    LetterCode.objects.create(
        facility=place,
        kind=DocumentKind.LETTER,
        classification="PK.01.05.02",
        pattern="{prefix}_{classification}_{number} Tahun {year}",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    numbers = [
        letters.document(facility=place, by=officer, on=day).number for day in (letters.ON, date(2027, 1, 1))
    ]
    assert numbers == ["WP.13.PAS.PAS22_PK.01.05.02_1 Tahun 2026", "WP.13.PAS.PAS22.PK.08.01-0001"]


def test_asked_twice_the_first_paper_answers(place, officer):
    key = uuid4()
    made = [letters.document(facility=place, by=officer, request_key=key) for _ in range(2)]
    assert made[0] == made[1]
    assert letters.document(facility=place, by=officer).sequence == 2


def test_a_paper_that_needs_a_signature_waits_for_a_signatory(place, officer):
    paper = Paper(kind=DocumentKind.LETTER, template=letters.LETTER, body=letters.BODY)
    facts = {"facility": place, "on": letters.ON, "by": officer}
    with pytest.raises(LetterRefused, match="Belum ada penanda tangan untuk jabatan ini"):
        issue(paper=paper, **facts)
    assert NumberSeries.objects.count() == 0
    assert issue(paper=replace(paper, office=None), **facts).signatory is None


def test_a_kind_without_a_letter_code_is_refused(place, officer):
    with pytest.raises(LetterRefused, match="belum mempunyai kode surat"):
        letters.document(facility=place, by=officer, on=date(2019, 12, 31))


def test_a_refused_paper_leaves_no_gap(place, officer):
    letters.document(facility=place, by=officer)
    with transaction.atomic():
        letters.document(facility=place, by=officer)
        transaction.set_rollback(True)
    assert letters.document(facility=place, by=officer).sequence == 2


def test_a_revoked_paper_says_when_by_whom_and_why_and_ends_once(place, officer):
    made = letters.document(facility=place, by=officer)
    with pytest.raises(LetterRefused, match="alasan"):
        revoke(document=made, reason=" ", by=officer)
    revoke(document=made, reason="Nama keliru", by=officer)
    made.refresh_from_db()
    assert (made.state, made.revoked_by, made.revoke_reason) == ("revoked", officer, "Nama keliru")
    assert made.revoked_at is not None
    with pytest.raises(LetterRefused, match="tidak berlaku"):
        revoke(document=made, reason="Lagi", by=officer)
    assert Event.objects.filter(action="letters.document.revoked").count() == 1


def test_a_new_paper_supersedes_the_old_one_once(place, officer):
    old = letters.document(facility=place, by=officer)
    new = letters.document(facility=place, by=officer, replaces=old)
    old.refresh_from_db()
    assert (old.state, old.replaced_by, new.state) == ("superseded", new, "valid")
    with pytest.raises(LetterRefused, match="tidak berlaku"):
        letters.document(facility=place, by=officer, replaces=old)
    assert IssuedDocument.objects.count() == 2


def test_taking_a_paper_out_is_written_down(place, officer):
    made = letters.document(facility=place, by=officer, printed_name="Slamet", facts=[(FactKind.HOURS, "40")])
    assert take_out(document=made, by=officer) == bytes(made.pdf)
    assert made.facts == [["hours", "40"]]
    event = Event.objects.get(action="letters.document.opened")
    assert (event.subject_id, event.facts) == (made.pk, {"number": made.number})


def test_a_new_signatory_ends_the_one_before(place, officer):
    facts = {"facility": place, "office": Office.HEAD, "position": "Kepala", "nip": "", "by": officer}
    appoint_signatory(**facts, name="Satu", starts_on=date(2026, 1, 1))
    appoint_signatory(**facts, name="Dua", starts_on=date(2026, 7, 1))
    days = (date(2026, 6, 30), date(2026, 7, 1))
    found = [Signatory.objects.signing_for(place, Office.HEAD).valid(on=day).get().name for day in days]
    assert found == ["Satu", "Dua"]
    with pytest.raises(LetterRefused, match="Pilih hari lain"):
        appoint_signatory(**facts, name="Tiga", starts_on=date(2026, 7, 1))


def test_a_new_signatory_does_not_begin_before_the_papers_of_the_one_before(place, officer):
    facts = {"facility": place, "office": Office.HEAD, "position": "Kepala", "nip": "", "by": officer}
    first = appoint_signatory(**facts, name="Satu", starts_on=date(2026, 1, 1))
    letters.document(facility=place, by=officer, on=date(2026, 7, 1))
    with pytest.raises(LetterRefused, match="surat itu tetap berlaku"):
        appoint_signatory(**facts, name="Dua", starts_on=date(2026, 7, 1))
    appoint_signatory(**facts, name="Dua", starts_on=date(2026, 7, 2))
    first.refresh_from_db()
    assert first.ends_on == date(2026, 7, 1)


def test_two_who_issue_at_once_take_ten_numbers_without_gaps(own_database):
    place = accounts.facility()
    ready, taken, threads = threading.Barrier(2), [], []

    def take():
        try:
            for _ in range(5):
                ready.wait(10)
                with transaction.atomic():
                    taken.append(next_number(facility=place, classification="PK.08.01", year=2026))
        finally:
            connection.close()

    for _ in range(2):
        threads.append(threading.Thread(target=take))
        threads[-1].start()
    for thread in threads:
        thread.join(20)
    assert sorted(taken) == list(range(1, 11))
    assert NumberSeries.objects.get().last == 10
