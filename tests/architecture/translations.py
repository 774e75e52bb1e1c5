"""What is wrong between the messages that are shown and the parts of the Indonesian catalogue."""

import functools
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import polib

from tests.architecture.messages import domain_strings, messages, unreadable

LANGUAGE = "id"
PLACEHOLDER = re.compile(
    r"%\([A-Za-z_]\w*\)[a-z]|%[sd](?![A-Za-z])|\{[A-Za-z_0-9.]*(?:![rsa])?(?::[^{}]*)?\}"
)
# Libraries whose pages we show: a part of this name holds translations that the library lacks or words badly.
LIBRARIES = ("allauth", "crispy_bootstrap5", "django")
HEADERS = {"Language": LANGUAGE, "Plural-Forms": "nplurals=1; plural=0;"}


def faults(root: Path) -> Iterator[str]:
    """Everything that would show English to an Indonesian reader, or that nobody shows."""
    yield from unreadable(root)
    parts = {path: polib.pofile(str(path)) for path in sorted((root / "locale" / LANGUAGE).glob("*.po"))}
    shown = list(messages(root))
    translated = {_key(entry): entry for part in parts.values() for entry in part if _translation(entry)}
    for message in shown:
        entry = translated.get(message.key)
        if entry is None:
            yield f"{message.path}:{message.line}: not translated: {message.msgid!r}"
        elif message.plural and entry.msgid_plural != message.plural:
            yield f"{message.path}:{message.line}: the plural is translated otherwise: {message.plural!r}"
    known = {message.key for message in shown} | {("", text) for text in domain_strings(root)}
    for path, part in parts.items():
        shown_there = library_messages(path.stem) if path.stem in LIBRARIES else known
        yield from (f"{path.relative_to(root)}:{fault}" for fault in _of_part(part, shown_there))


@functools.cache
def library_messages(name: str) -> set[tuple[str, str]]:
    """What an installed library says: the messages in its own catalogues, translated or not."""
    found = importlib.util.find_spec(name)
    folder = Path(found.origin or "").parent if found else Path("/nowhere")
    catalogues = folder.rglob(f"locale/{LANGUAGE}/LC_MESSAGES/django.po")
    return {
        _key(entry)
        for catalogue in catalogues
        for entry in polib.pofile(str(catalogue))
        if not entry.obsolete
    }


def _of_part(part: polib.POFile, known: set[tuple[str, str]]) -> Iterator[str]:
    for name, value in HEADERS.items():
        if part.metadata.get(name) != value:
            yield f"1: header {name} must be {value!r}"
    if "utf-8" not in part.metadata.get("Content-Type", "").lower():
        yield "1: the charset must be UTF-8"
    seen = set()
    for entry in part:
        fault = _of_entry(entry) or ("" if _key(entry) in known else "nobody shows this")
        if _key(entry) in seen:
            fault = fault or "stands twice in this file"
        seen.add(_key(entry))
        if fault:
            yield f"{entry.linenum}: {fault}: {entry.msgid!r}"


def _of_entry(entry: polib.POEntry) -> str:
    if entry.obsolete:
        return "obsolete"
    if "fuzzy" in entry.flags:
        return "fuzzy"
    if not (translation := _translation(entry)):
        return "empty"
    original = entry.msgid_plural or entry.msgid
    if _placeholders(original) != _placeholders(translation):
        return f"placeholders differ from {translation!r}"
    if original.strip() != original and translation.strip() == translation:
        return "spaces at the ends are lost"
    return ""


def _translation(entry: polib.POEntry) -> str:
    if entry.obsolete or "fuzzy" in entry.flags:
        return ""
    if entry.msgid_plural:
        return entry.msgstr_plural.get(0, "")
    return entry.msgstr


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid
