"""What a stranger called a file becomes a plain name."""

import pytest

from rutan.files.domain.contents import ContentType
from rutan.files.domain.names import safe_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\system32\\a.pdf", "a.pdf"),
        ("/", "berkas.pdf"),
        ("", "berkas.pdf"),
        ("...", "berkas.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a__Set-Cookie_ x_1.pdf"),
        ("a\u202efdp.exe", "a_fdp.pdf"),
        ('a";filename="b.pdf', "a__filename__b.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("Surat Persetujuan.PDF", "Surat Persetujuan.pdf"),
    ],
)
def test_a_name_is_made_plain(sent, kept):
    assert safe_name(sent, ContentType.PDF) == kept
