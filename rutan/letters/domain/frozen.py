"""The digest that stands on a paper: of its frozen data, written in one way only."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(data: Mapping[str, Any]) -> bytes:
    """Return plain data as JSON with sorted keys and no spaces, UTF-8: equal data, equal bytes."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def digest_of(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of frozen data."""
    return hashlib.sha256(canonical(data)).hexdigest()
