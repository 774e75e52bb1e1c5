"""Names of people as they may stand where not everybody may read them."""


def initials(full_name: str) -> str:
    """Return ``S.N.`` for Slamet Nugroho."""
    return "".join(f"{word[0]}." for word in full_name.split())


def letters(full_name: str) -> str:
    """Return at most two letters for a mark of somebody: ``SN`` for Slamet Hadi Nugroho."""
    names = full_name.split()
    return "".join(name[0] for name in (names[:1] + names[-1:] if len(names) > 1 else names)).upper()


__all__ = ["initials", "letters"]
