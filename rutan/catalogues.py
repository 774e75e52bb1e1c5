"""Compiles the translations: all ``locale/<language>/*.po`` into one ``LC_MESSAGES/django.mo``.

``python -m rutan.catalogues`` compiles what is stale; with ``--check`` it only says so (exit code 1). Each
package keeps its own part, so that several people translate without touching one file; gettext's tools are
not needed. Whether a catalogue is current is told by a digest of the parts inside it, because times of files
do not survive a clone or a copy.
"""

import argparse
import gettext
import hashlib
import os
import secrets
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import polib

from rutan.environment import PROJECT

DIGEST = "X-Parts-Digest"
HEADERS = ("Language", "Plural-Forms")  # must stand in every part and be the same in all of a language
COMPILER = b"1"  # changes when the same parts would be compiled differently

Opened = Mapping[Path, polib.POFile]


class CataloguesRefused(Exception):
    """The parts of a language do not make one catalogue; ``problems`` says why, a line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def languages(locale: Path) -> list[Path]:
    """Return the folders under ``locale`` that hold parts, in the order of their names."""
    return sorted({part.parent for part in locale.glob("*/*.po")})


def catalogue_of(language: Path) -> Path:
    """Return where Django looks for the compiled messages of a language folder."""
    return language / "LC_MESSAGES" / "django.mo"


def is_current(language: Path) -> bool:
    """Whether the compiled catalogue was made of the parts as they are now."""
    try:
        with catalogue_of(language).open("rb") as compiled:
            known = gettext.GNUTranslations(compiled).info().get(DIGEST.lower())
    except (OSError, ValueError, struct.error):  # missing, cut short or no catalogue at all
        return False
    return known == _digest(_parts(language))


def compile_language(language: Path) -> Path:
    """Compile the parts of one language folder; a reader meets the old catalogue or the new, never a piece.

    :raises CataloguesRefused: when a part cannot be read, headers differ, or a message has two translations.
    """
    parts = _parts(language)
    digest = _digest(parts)
    merged = _merge(_open(parts))
    merged.metadata[DIGEST] = digest
    target = catalogue_of(language)
    target.parent.mkdir(exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        aside.write_bytes(merged.to_binary())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return target


def _parts(language: Path) -> list[Path]:
    return sorted(language.glob("*.po"))


def _digest(parts: Iterable[Path]) -> str:
    """Name the parts by their names and contents."""
    found = hashlib.sha256(COMPILER)
    for part in parts:
        found.update(part.name.encode() + b"\0" + hashlib.sha256(part.read_bytes()).digest())
    return found.hexdigest()


def _open(parts: Iterable[Path]) -> Opened:
    opened, problems = {}, []
    for part in parts:
        try:
            opened[part] = polib.pofile(str(part), encoding="utf-8")
        except (OSError, UnicodeDecodeError) as failure:
            problems.append(f"{part.name}: cannot be read: {failure}")
    if problems:
        raise CataloguesRefused(problems)
    return opened


def _merge(opened: Opened) -> polib.POFile:
    """Put all translated messages into one file; fuzzy, obsolete and empty ones count as not translated."""
    if problems := [*_differing_headers(opened), *_differing_translations(opened)]:
        raise CataloguesRefused(problems)
    merged = polib.POFile()
    merged.metadata = dict(next(iter(opened.values())).metadata)
    unique = {_key(entry): entry for file in opened.values() for entry in file.translated_entries()}
    merged.extend(unique.values())
    return merged


def _differing_headers(opened: Opened) -> Iterator[str]:
    expected: dict[str, str] = {}
    for part, file in opened.items():
        for name in HEADERS:
            value = file.metadata.get(name, "")
            if not value or value != expected.setdefault(name, value):
                yield f"{part.name}: header {name} is {value!r}, expected {expected.get(name) or 'one'!r}"


def _differing_translations(opened: Opened) -> Iterator[str]:
    first: dict[tuple[str, str], tuple[Path, polib.POEntry]] = {}
    for part, file in opened.items():
        for entry in file.translated_entries():
            before, other = first.setdefault(_key(entry), (part, entry))
            if _translation(entry) != _translation(other):
                yield f"{part.name}: {entry.msgid!r} is translated otherwise in {before.name}"


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _translation(entry: polib.POEntry) -> tuple[str, str, tuple[tuple[int, str], ...]]:
    return entry.msgstr, entry.msgid_plural, tuple(sorted(entry.msgstr_plural.items()))


def main(arguments: Sequence[str] | None = None, locale: Path = PROJECT / "locale") -> int:
    """Compile what is stale, or with ``--check`` say what is; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m rutan.catalogues", description="Compile translations.")
    parser.add_argument("--check", action="store_true", help="compile nothing; exit with 1 if one is stale")
    check = parser.parse_args(arguments).check
    stale = [language for language in languages(locale) if not is_current(language)]
    if check:
        for language in stale:
            print(f"{language.name}: stale, run python -m rutan.catalogues", file=sys.stderr)
        return int(bool(stale))
    try:
        for language in stale:
            compile_language(language)
            print(f"{language.name}: compiled")
    except CataloguesRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
