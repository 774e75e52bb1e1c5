"""What may not stand in the repository: registries, places on one machine, secrets, locks without hashes.

Patterns are put together from pieces, so that this file does not hold what it looks for.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.scan import Breach, files

REGISTRIES = (
    ("registry", "npmjs", "org"), ("registry", "yarnpkg", "com"), ("registry", "npmmirror", "com"),
    ("pypi", "org"), ("python" + "hosted", "org"), ("proxy", "golang", "org"), ("pypi", "python", "org"),
)  # fmt: skip
HOSTS = re.compile("|".join(re.escape(".".join(words)) for words in REGISTRIES), re.I)
OPTIONS = re.compile(
    r"--(?:extra-)?index" + r"-url\s*[=\s]\s*\S*:|^\s*(?:@[\w-]+:)?regis" + r"try\s*=", re.I | re.M
)
FOLDERS = "root|home|work|Users|workspace|tmp"
MACHINE = re.compile(rf"(?<![\w.\-/:}}*$>])/(?:{FOLDERS})/[\w.]")
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE" + r" KEY-----",
    "a cloud key": r"\bAKIA[0-9A-Z]{16}\b",
    "a token of a forge": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40,}|glpat-[\w-]{20})",
    "a token of a registry": r"\b(?:npm_[A-Za-z0-9]{36}|pypi-AgE[\w-]{20,})",
    "a token of a chat": r"\bxox[abprs]-[\w-]{10,}",
    "a signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
}
LOGIN_IN_ADDRESS = re.compile(r"\b[a-z][a-z+]*://[^\s/:@'\"{}<>$]+:(?P<secret>[^\s/@'\"{}<>$%]+)@")
ASSIGNED = re.compile(
    r"""(?:pass(?:word|wd)|secret(?:_key)?|token|api_?key)["']?\s*[:=]\s*["'](?P<secret>[^"'\s{}$<>]{8,})["']""",
    re.I,
)
NO_SECRET = re.compile(r"insecure|example|password|only-for-tests|placeholder|^[a-z_.:]+$", re.I)
MUST_BE_IGNORED = (".pulih/", ".venv/", "node_modules/", "__pycache__/", "*.mo", "staticfiles/", ".env")
IGNORED = {".env"}  # kept out of git by the rule below, so that a local one may hold what it likes
UNREAD = {
    ".woff",
    ".woff2",
    ".png",
    ".jpg",
    ".jpeg",
    ".pdf",
    ".xlsx",
    ".ttf",
    ".otf",
    ".ico",
    ".mo",
    ".gz",
    ".zip",
}


def breaches(root: Path) -> Iterator[Breach]:
    """Everything that may not be committed, and locks that do not lock."""
    for path in files(root):
        if path.suffix not in UNREAD and path.name not in IGNORED:
            name = path.relative_to(root).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                yield from (Breach(name, number, what) for what in _in_line(line, name))
    yield from _npm(root)
    yield from _requirements(root)
    yield from _ignored(root)


def _in_line(line: str, name: str) -> Iterator[str]:
    if found := HOSTS.search(line) or OPTIONS.search(line):
        yield f"a package registry: {found[0].strip()}"
    if found := MACHINE.search(line):
        yield f"a place on one machine: {line[found.start() :].split(maxsplit=1)[0]}"
    for what, pattern in SECRETS.items():
        if re.search(pattern, line):
            yield what
    found = LOGIN_IN_ADDRESS.search(line) or (None if name.startswith("tests/") else ASSIGNED.search(line))
    if found and not NO_SECRET.search(found["secret"]):
        yield "a secret in the code"


def _npm(root: Path) -> Iterator[Breach]:
    lock = root / "package-lock.json"
    if (root / "package.json").is_file() and not lock.is_file():
        yield Breach("package.json", 1, "has no package-lock.json")
    for name, package in json.loads(lock.read_text()).get("packages", {}).items() if lock.is_file() else ():
        if "resolved" in package:
            yield Breach("package-lock.json", 1, f"{name} says where it was downloaded")
        if name and not package.get("link") and not str(package.get("integrity", "")).startswith("sha512-"):
            yield Breach("package-lock.json", 1, f"{name} has no integrity")


def _requirements(root: Path) -> Iterator[Breach]:
    for path in sorted((root / "requirements").glob("*.txt")):
        name = path.relative_to(root).as_posix()
        for number, line in _joined(path.read_text()):
            if line.startswith("-"):
                yield Breach(name, number, f"an option in a lock: {line.split()[0]}")
            elif not re.match(r"[\w.\[\],-]+==[\w.!+]+(\s|;|$)", line):
                yield Breach(name, number, f"not locked to a version: {line.split()[0]}")
            elif "--hash=sha256:" not in line:
                yield Breach(name, number, f"no hash: {line.split()[0]}")
    for path in sorted((root / "requirements").glob("*.in")):
        if not path.with_suffix(".txt").is_file():
            yield Breach(path.relative_to(root).as_posix(), 1, "is not locked")


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Requirements with their continued lines; comments and empty lines are left out."""
    start, parts = 1, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        start = start if parts else number
        parts.append(line.removesuffix("\\").strip())
        if not line.endswith("\\"):
            if (whole := " ".join(parts).strip()) and not whole.startswith("#"):
                yield start, whole
            parts = []


def _ignored(root: Path) -> Iterator[Breach]:
    path = root / ".gitignore"
    lines = {line.strip().strip("/") for line in path.read_text().splitlines()} if path.is_file() else set()
    for name in MUST_BE_IGNORED:
        if name.strip("/") not in lines:
            yield Breach(".gitignore", 1, f"does not cover {name}")
