"""The forms of a page as a browser would send them: where to, and every field with the value it has."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

MUTE = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """One form that is posted; ``kinds`` says for each field what it takes, such as ``date`` or ``text``."""

    action: str
    data: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def put(self, name, kind, value):
        self.kinds[name] = kind
        self.data.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.form, self.select = [], None, None

    def handle_starttag(self, tag, attrs):
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(has.get("action", "")) if has.get("method", "").lower() == "post" else None
            self.forms += [self.form] if self.form else []
        elif self.form is not None:
            self._field(tag, has)

    def _field(self, tag, has):
        name, kind = has.get("name", ""), has.get("type", "text")
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            # The last choice is kept: the first is often "none".
            self.form.data.pop(self.select, None)
            self.form.put(self.select, "select", has.get("value", ""))
        elif tag == "textarea" and name:
            self.form.put(name, "text", "Kata")
        elif tag == "input" and name and kind not in MUTE:
            self.form.put(name, kind, has.get("value", "") or {"text": "Kata", "time": "09:00"}.get(kind, ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None


def forms_on(page):
    """Read the forms of an answer."""
    if not page.get("Content-Type", "").startswith("text/html"):
        return []
    reader = _Reader()
    reader.feed(page.content.decode())
    return reader.forms
