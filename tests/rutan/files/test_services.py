"""A file that is kept stays as it is, and is handed out as what it was found to be."""

import pytest
from django.db import ProgrammingError

from rutan.files.checking import SCANS, Terms, checked_bytes
from rutan.files.downloads import file_response
from rutan.files.enums import FileKind
from rutan.files.models import StoredFile
from rutan.files.services import keep_file
from tests.factories import accounts, uploads
from tests.typed_sql import refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    file = checked_bytes(uploads.pdf(), "lembar.pdf", Terms(SCANS, 10**7))
    return keep_file(file=file, kind=FileKind.CONSENT, facility_id=accounts.facility().pk, by_id=1)


@pytest.mark.parametrize("change", ["name = 'x'", "content = '\\x00'", "facility_id = 0", "stored_by_id = 0"])
def test_the_application_may_not_change_it_at_all(kept, change):
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(f"update files_storedfile set {change} where id = %s", kept.pk)


def test_it_is_never_deleted(kept):
    with pytest.raises(ProgrammingError, match="permission denied"):
        run("delete from files_storedfile where id = %s", kept.pk)


@pytest.mark.parametrize(
    ("column", "rule"),
    [("size + 1", "stored_file_has_the_size_it_says"), ("size", "stored_file_has_the_digest_it_says")],
)
def test_what_it_says_of_itself_is_true(kept, column, rule):
    digest = "digest" if column != "size" else "repeat('0', 64)"
    insert = (
        "insert into files_storedfile (facility_id, kind, name, content_type, size, digest, content, stored_at,"
        f" stored_by_id) select facility_id, kind, name, content_type, {column}, {digest}, content, stored_at,"
        " stored_by_id from files_storedfile where id = %s"
    )
    with refused(rule):
        run(insert, kept.pk)


def test_it_is_handed_out_as_what_it_is_and_kept_by_nobody(kept):
    answer = file_response(StoredFile.objects.get(pk=kept.pk))
    assert answer.content == bytes(kept.content)
    assert {name: answer[name] for name in sorted(answer.headers)} == {
        "Cache-Control": "private, no-store, max-age=0",
        "Content-Disposition": "attachment; filename*=UTF-8''lembar.pdf",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
    }


def test_a_picture_in_a_page_is_shown_there(kept):
    assert file_response(kept, inline=True)["Content-Disposition"] == "inline; filename*=UTF-8''lembar.pdf"
