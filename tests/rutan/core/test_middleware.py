"""What is refused at the door, before any page reads it."""

import pytest

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return accounts.signed_in(accounts.user_with(Role.HEAD, facility=accounts.facility()))


@pytest.mark.parametrize(
    "address",
    ["/dashboard/rows/x/%00/", "/reports/?after=%00", "/coordination/?agency=a%00b", "/verify/%00/"],
)
def test_nul_in_an_address(head, address):
    answer = head.get(address)
    assert answer.status_code == 400
    assert "Permintaan ini tidak dapat dipahami" in answer.content.decode()


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "utf-7", "utf-16", "latin-1"])
def test_another_encoding(head, charset):
    sent = head.get("/reports/", {"after": "\\ud800+2AA-"}, CONTENT_TYPE=f"text/plain; charset={charset}")
    assert sent.status_code == 400
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    assert head.post("/inmates/search/", b"--x--", content_type=kind).status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "no-such-thing"])
def test_our_own_encoding_and_names_that_are_none(head, charset):
    sent = head.get("/reports/", {"after": ""}, CONTENT_TYPE=f"text/plain; charset={charset}")
    assert sent.status_code == 200


def test_a_refused_address_that_could_not_be_written_down_leaves_no_event():
    nobody = accounts.signed_in(accounts.user(username="tanpa-peran"))
    before = Event.objects.count()
    assert nobody.get("/dashboard/rows/x/%00/").status_code == 400
    assert Event.objects.count() == before


def test_an_address_that_only_takes_a_form_says_so_in_words():
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=accounts.facility())
    answer = accounts.signed_in(officer).get("/reports/ask/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Alamat ini hanya menerima formulir" in answer.content.decode()
