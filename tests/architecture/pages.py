"""What a template may hold: nothing the content security policy forbids, nothing that is not translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.architecture.scan import FOLDERS, Breach, files

TOKEN = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
UNSEEN = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*(blocktrans(?:late)?)\b.*?{%\s*end\1\s*%}", re.DOTALL)
# A block that fills a class attribute of its parent is named so; what stands in it is no text.
CLASSES = re.compile(r"{%\s*block \w+_class\s*%}.*?{%\s*endblock[^%]*%}", re.DOTALL)
MARKED = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")
LITERAL = re.compile(r'"([^"]*)"|' + r"'([^']*)'")
# Tags whose strings are names of templates, routes and values, or are translated by the tag itself.
NAMING_TAGS = {
    "block", "endblock", "cycle", "elif", "extends", "get_current_language", "if", "load", "now",
    "static", "trans", "translate", "blocktrans", "blocktranslate", "url", "icon",
}  # fmt: skip
UNSAFE = re.compile(r"\|\s*safe(?:seq)?\b|\bautoescape\s+off\b|\bmark_safe\b")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"^[A-ZÀ-Þ][a-zß-ÿ]|[^\W\d_]{2,} [^\W\d_]{2,}.*[.?!:…]$")
# Names are the same in every language; languages are named in their own.
NAMES = re.compile(
    r"\b(?:Pulih|Indonesia|English|Bahasa Indonesia|NIK|PDF|XLSX|CSV|QR|SHA-256|WIB|WITA|WIT)\b"
)
READ_ALOUD = {
    "title",
    "alt",
    "placeholder",
    "label",
    "aria-label",
    "aria-description",
    "data-confirm",
    "summary",
}
ADDRESSES = {"href", "src", "action", "formaction", "srcset", "poster", "data", "hx-get", "hx-post", "hx-put"}
UNREAD = {"script", "code", "kbd", "style", "svg"}
FORBIDDEN_ELEMENTS = {"style", "iframe", "object", "embed", "base", "frame", "applet"}
ENTITY = re.compile(r"&#?\w+;")


def templates(root: Path) -> Iterator[Path]:
    """All templates: those of the project and those inside packages, Jinja2's too."""
    for path in files(root, ".html", ".txt", ".jinja", under=("templates", *FOLDERS)):
        if "templates" in path.parts or "jinja2" in path.parts:
            yield path


def breaches(root: Path) -> Iterator[Breach]:
    """Inline script and style, handlers, unsafe output, foreign resources and text nobody can translate."""
    for path in templates(root):
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        found = _Page(text, html=path.suffix != ".txt").found
        yield from (Breach(name, line, what) for line, what in found)


class _Page(HTMLParser):
    """Walks through one template. Template tags are taken out, their lines stay."""

    def __init__(self, text: str, *, html: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, str]] = []
        self.inside: list[str] = []
        seen = UNSEEN.sub(_blank, text)
        self._tokens(seen)
        plain = TOKEN.sub(_blank, CLASSES.sub(_blank, TRANSLATED.sub(_blank, seen)))
        if html:
            self.feed(plain)
            self.close()
        else:
            self._text(plain, 1)

    def _tokens(self, text: str) -> None:
        for token in TOKEN.finditer(text):
            line = text.count("\n", 0, token.start()) + 1
            if UNSAFE.search(token[0]):
                self.found.append((line, f"unescaped output {token[0]}"))
            words = token[0].strip("{%} ").split(maxsplit=1)
            if token[0].startswith("{%") and words and words[0] in NAMING_TAGS:
                continue
            for literal in LITERAL.finditer(MARKED.sub("", token[0])):
                value = literal[1] or literal[2] or ""
                if SENTENCE.search(NAMES.sub("", value).strip()):
                    self.found.append((line, f"not translated: {value!r}"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        given = {name: value or "" for name, value in attrs}
        if tag in FORBIDDEN_ELEMENTS:
            self.found.append((line, f"<{tag}>"))
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append((line, "inline script"))
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self._text(given.get("value", ""), line, where="value=")
        for name, value in given.items():
            self._attribute(tag, name, value, line)
        if tag in UNREAD:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self._text(data, self.getpos()[0])

    def _attribute(self, tag: str, name: str, value: str, line: int) -> None:
        if name == "style" or name.startswith(("hx-on", "on")):
            self.found.append((line, f"{name}= on <{tag}>"))
        if re.match(r"\s*(javascript|vbscript)\s*:", value, re.I) or re.match(r"\s*js:", value):
            self.found.append((line, f"script in {name}="))
        if name in ADDRESSES and tag != "a" and re.match(r"\s*(https?:)?//", value, re.I):
            self.found.append((line, f"{name}= leads outside: {value}"))
        if name in READ_ALOUD:
            self._text(value, line, where=f"{name}=")

    def _text(self, text: str, line: int, where: str = "text") -> None:
        left = ENTITY.sub("", NAMES.sub("", text))
        if name := LETTERS.search(left):
            line += left[: name.start()].count("\n")
            self.found.append((line, f"not translated ({where}): {' '.join(text.split())[:60]!r}"))


def _blank(found: "re.Match[str]") -> str:
    """Nothing but the line breaks."""
    return "\n" * found[0].count("\n")
