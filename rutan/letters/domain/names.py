"""Names of offices as a letterhead writes them."""

LONG_NAMES = {"Rutan": "Rumah Tahanan Negara", "Lapas": "Lembaga Pemasyarakatan"}


def official_name(name: str) -> str:
    """Write the short kind of an office out: "Rutan Kelas IIB" → "Rumah Tahanan Negara Kelas IIB"."""
    kind, _, rest = name.partition(" ")
    return f"{LONG_NAMES.get(kind, kind)} {rest}".rstrip()
