"""The tier page says why; the officer decides there, the head confirms or declines."""

import re
import uuid
from datetime import timedelta

import pytest

from rehab.models import TierDecision
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock, dates
from tests.factories import accounts, rehab
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


def mark_of(page):
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def test_the_page_says_why_and_what_is_missing(place):
    person = rehab.screened(facility=place, level="high", injected="past_3_months")
    page = signed_in(rehab.officer(facility=place)).get(f"/rehab/{person.pk}/tier/").content.decode()
    said = [
        "Menyuntik zat dalam 3 bulan terakhir kurun penilaian.",
        "Risiko ASSIST berat dan belum ada ASI.",
        "Sementara: ASI belum ada.",
        "Aturan 1 edisi 2026.1",
        "menyuntik (ASSIST Q8)",
    ]
    assert [sentence for sentence in said if sentence not in page] == []
    assert Event.objects.filter(action="rehab.tier.opened", subject_id=person.pk).count() == 1


def test_the_officer_departs_and_the_head_confirms(place):
    person = rehab.screened(facility=place, level="moderate")
    officer, head = signed_in(rehab.officer(facility=place)), signed_in(rehab.head(facility=place))
    seen = mark_of(officer.get(f"/rehab/{person.pk}/tier/").content.decode())
    data = {"decided": "berat", "reason": "", "seen": seen, "request_key": uuid.uuid4()}
    answer = officer.post(f"/rehab/{person.pk}/tier/decide/", data)
    assert answer.status_code == 422
    assert "Tuliskan alasan berbeda dari rekomendasi (sedang)." in answer.content.decode()
    answer = officer.post(f"/rehab/{person.pk}/tier/decide/", data | {"reason": "Riwayat kambuh"})
    assert answer["Location"] == f"/rehab/{person.pk}/tier/"
    decision = TierDecision.objects.get()
    assert officer.get(f"/rehab/decisions/{decision.pk}/").status_code == 403
    waiting = head.get("/rehab/").content.decode()
    assert f"/rehab/decisions/{decision.pk}/" in waiting
    assert "Riwayat kambuh" in head.get(f"/rehab/decisions/{decision.pk}/").content.decode()
    refused = head.post(f"/rehab/decisions/{decision.pk}/", {"answer": "decline", "note": ""})
    assert (refused.status_code, "Tuliskan alasan penolakan." in refused.content.decode()) == (422, True)
    head.post(f"/rehab/decisions/{decision.pk}/", {"answer": "confirm", "note": "Setuju"})
    decision.refresh_from_db()
    assert (decision.state, decision.second_note) == ("final", "Setuju")


def test_who_may_open_what(place):
    person = rehab.screened(facility=place)
    decision = rehab.decided(inmate=person, tier="berat", reason="Riwayat kambuh", second=False)
    stranger = accounts.user_with(Role.HEAD, facility=accounts.facility(code="LUA"))
    facilitator = accounts.user_with(Role.FACILITATOR, facility=place)
    head = rehab.head(facility=place)
    addresses = [f"/rehab/{person.pk}/tier/", f"/rehab/decisions/{decision.pk}/", "/rehab/rules/"]
    answers = {
        user.username: [signed_in(user).get(address).status_code for address in addresses]
        for user in (head, stranger, facilitator)
    }
    assert list(answers.values()) == [[200, 200, 200], [404, 404, 200], [403, 403, 403]]
    assert signed_in(head).post(f"/rehab/{person.pk}/tier/decide/").status_code == 403


def test_the_rules_are_shown_in_words(place):
    page = signed_in(rehab.officer(facility=place)).get("/rehab/rules/").content.decode()
    text = " ".join(page.split())
    said = [
        "menyuntik (ASSIST Q8): dalam 3 bulan terakhir",
        "skor DAST-10 sedikitnya 6",
        "risiko ASSIST tertinggi: risiko berat dan penilaian ASI bidang zat belum ada",
        "Rehabilitasi berat 60 hari",
        "pertemuan pagi",
        "Usulan.",
    ]
    assert [sentence for sentence in said if sentence not in text] == []


@pytest.mark.parametrize(("days", "said"), [(180, False), (181, True)])
def test_the_page_says_when_the_assessments_are_out_of_date(place, days, said):
    taken = clock.today() - timedelta(days=days)
    person = rehab.screened(facility=place, taken_on=taken)
    page = signed_in(rehab.officer(facility=place)).get(f"/rehab/{person.pk}/tier/").content.decode()
    assert ("Asesmen sudah tidak berlaku." in page) == said
    assert (f"Berlaku sampai {dates.long_date(taken + timedelta(days=180))}." in page) == said
