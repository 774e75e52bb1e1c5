"""The consent on paper: who signs, what each agency may be told, boxes to tick."""

import pytest

from inmates.enums import ConsentSubject
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in
from tests.pdf_text import text_of

pytestmark = pytest.mark.django_db


def test_the_form_names_the_person_the_agencies_and_every_group_of_fields():
    place = accounts.facility()
    accounts.agreement(facility=place, agency=accounts.agency())
    person = inmates.inmate(facility=place, full_name="Slamet #strong[Nugroho]", register_number="BI.77/2026")
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=place, language="en")
    answer = signed_in(officer).get(f"/inmates/{person.pk}/consent/form/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = text_of(answer.content)
    wanted = ["LEMBAR PERSETUJUAN", "Slamet #strong[Nugroho]", "BI.77/2026", "1 Januari 1980", "BNNK Contoh"]
    wanted += ["Membagikan identitas", "Membagikan hasil skrining", "Membagikan perkembangan dan kehadiran"]
    assert [words for words in wanted if words.replace(" ", "") not in text] == []
    assert text.count("Tidak") >= len(ConsentSubject)
    assert Event.objects.get(action="inmates.consent.form_printed").subject_id == person.pk
