"""Forms sent with what no browser would let anybody enter: an answer, never a server's error."""

import pytest
from django.forms import BaseForm

from tests.access.walking import answered, broken, forms_met, varied

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
    silent = set()

    def tries():
        for to, form, client in forms_met():
            for kinds, sent in ENTERED:
                for name, data in varied(form, kinds, sent):
                    answer = answered(client, form.action, data, post=True, follow=True)
                    if answer.status_code == 422 and not says_why(answer):
                        silent.add((to, name))
                    yield (to, name, sent[:20]), answer.status_code

    tried = list(tries())
    assert len({to for (to, _name, _sent), _answer in tried}) > 60
    assert broken(tried) == []
    assert silent == set()


def says_why(page):
    """Whether a page with a form that was refused says so above it, and names each field that is wrong beside it."""
    text = page.content.decode()
    # A form that only asks for words to look for has its one field at the top; what is wrong stands under that.
    if any(getattr(form, "only_asks", False) and form.errors for form in forms_of(page)):
        return 'class="invalid-feedback"' in text
    faults = [field for form in forms_of(page) for field in form if field.errors and not field.is_hidden]
    return 'class="notice notice-danger"' in text and all(
        f'href="#{field.id_for_label or "div_" + field.auto_id}"' in text
        and (f'id="{field.id_for_label or "div_" + field.auto_id}"') in text
        for field in faults
    )


def forms_of(page):
    """The forms that a page was made with, where they were sent."""
    found = {id(value): value for context in page.context or () for value in _values(context)}
    return [form for form in found.values() if form.is_bound]


def _values(context):
    return [value for value in context.flatten().values() if isinstance(value, BaseForm)]
