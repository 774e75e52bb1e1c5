"""The name a file is kept and handed out under."""

import unicodedata

from rutan.files.domain.contents import EXTENSIONS, ContentType

LONGEST = 80
ALLOWED = " ._-()"
NAMELESS = "berkas"


def safe_name(sent: str, kind: ContentType) -> str:
    """Return the base name without folders, control and direction marks, with the ending of the type.

    What a browser sends as a name is text of a stranger: ``../../etc/passwd`` becomes ``passwd.pdf``.
    """
    base = unicodedata.normalize("NFC", sent.replace("\\", "/").rpartition("/")[2])
    stem = base.rpartition(".")[0] or base
    kept = "".join(sign if sign.isalnum() or sign in ALLOWED else "_" for sign in stem)
    tidy = " ".join(kept.split()).strip(". _-")[:LONGEST].strip(". _-")
    return f"{tidy or NAMELESS}.{EXTENSIONS[kind][0]}"
