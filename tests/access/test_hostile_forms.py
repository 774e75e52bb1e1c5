"""Forms sent with what no browser would let anybody enter: an answer, never a server's error."""

import pytest

from tests.access.walking import broken, forms_met, status, varied

pytestmark = pytest.mark.django_db
TEXT = ("text", "search", "password", "email", "hidden")
CHOSEN = ("number", "select", "hidden", "radio", "checkbox")
# Kinds of fields, and what is sent there.
ENTERED = (
    (("date", "datetime-local"), "0001-01-01"),
    (("date", "datetime-local"), "9999-12-31T23:59"),
    (("date",), "9999-12-31"),
    (TEXT, "a\x00b"),
    (TEXT, "x" * 100_000),
    (CHOSEN, str(2**63)),
    (CHOSEN, "9" * 5000),
    (CHOSEN, "²"),
    (("time",), "25:99"),
    (("hidden",), "9999-12"),
)


def test_forms_with_what_no_browser_sends():
    def tries():
        for to, form, client in forms_met():
            for kinds, sent in ENTERED:
                for name, data in varied(form, kinds, sent):
                    answer = status(client, form.action, data, post=True, follow=True)
                    yield (to, name, sent[:20]), answer

    tried = list(tries())
    assert len({to for (to, _name, _sent), _answer in tried}) > 60
    assert broken(tried) == []
