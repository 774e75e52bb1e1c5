"""What our own style sheets, scripts and pictures may hold: no foreign resource, no code made of text."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.scan import Breach, files

OUTSIDE = re.compile(r"https?://(?!www\.w3\.org/)[\w.]+|url\(\s*['\"]?//")
CODE = re.compile(
    r"\beval\s*\(|\bnew\s+Function\b|\binnerHTML\b|\bouterHTML\s*=|\bdocument\.write\b|insertAdjacentHTML"
)
STYLE = re.compile(r"\.style\s*[.=\[]|cssText|setAttribute\(\s*['\"]style")


def breaches(root: Path) -> Iterator[Breach]:
    """Addresses outside, code made of text, and inline style set by script (the policy forbids it)."""
    for path in files(root, ".css", ".js", ".svg", under=("static",)):
        name = path.relative_to(root).as_posix()
        rules = (OUTSIDE, CODE, STYLE) if path.suffix == ".js" else (OUTSIDE,)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for rule in rules:
                if found := rule.search(line):
                    yield Breach(name, number, f"{found[0].strip()} in a static file")
