"""Names of people as they may stand where not everybody may read them."""


def initials(full_name: str) -> str:
    """Return ``S.N.`` for Slamet Nugroho."""
    return "".join(f"{word[0]}." for word in full_name.split())


__all__ = ["initials"]
