"""A person's own facts as two people may correct them at once: what each saw, what is stored now, what each typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from inmates.domain.nik import parse
from inmates.domain.row_codes import RowCode
from inmates.domain.sex import Sex

FACTS = (
    "full_name",
    "alias",
    "nik",
    "birth_place",
    "born_on",
    "sex",
    "religion",
    "education",
    "occupation",
    "address",
    "offence",
    "remark",
)
# Who somebody is to courts and other offices: corrected only with a reason, and the former one is kept.
OF_THE_COURT = ("full_name", "nik")


@dataclass(frozen=True)
class Difference:
    """A field that somebody else has changed since the form was opened, to something else than what was typed."""

    name: str
    typed: object
    stored: object


def differences(
    *,
    seen: Mapping[str, str],
    signs: Mapping[str, str],
    stored: Mapping[str, object],
    typed: Mapping[str, object],
) -> tuple[Difference, ...]:
    """Return the fields of which another value is stored than the one that was seen, and than the one typed.

    :param seen: signs of the values that the form was opened with.
    :param signs: signs of the values stored now.
    """
    changed = [name for name in typed if seen.get(name) != signs[name] and typed[name] != stored[name]]
    return tuple(Difference(name, typed[name], stored[name]) for name in changed)


def touches_the_court(stored: Mapping[str, object], typed: Mapping[str, object]) -> bool:
    """Say whether a name or NIK that stands is replaced by another; writing down a NIK that was missing is none."""
    return any(stored[name] and stored[name] != typed.get(name, stored[name]) for name in OF_THE_COURT)


def doubts(*, nik: str, born_on: date, sex: Sex) -> Iterator[RowCode]:
    """What a register file would be warned about: things that are written down all the same, if somebody says so."""
    number = parse(nik) if nik else None
    if number and not number.agrees_with(born_on):
        yield RowCode.NIK_BIRTH_DATE_MISMATCH
    if number and number.sex != sex:
        yield RowCode.NIK_SEX_MISMATCH


def aliases(written: str) -> str:
    """Return other names as they are kept: one text, several divided by "; "; ``Slamet als. Gendut`` are two."""
    text = " ".join(written.replace(",", ";").split())
    for word in (" alias ", " als. ", " als ", " Alias ", " ALIAS "):
        text = text.replace(word, ";")
    found = [part.strip() for part in text.split(";")]
    return "; ".join(dict.fromkeys(part for part in found if part))


def sounds_alike(one: str, other: str) -> bool:
    """Say whether two names share a word that tells people apart; a hint for a person to look, no more."""
    return bool(_telling(one) & _telling(other))


def _telling(name: str) -> set[str]:
    # "bin", "al" and initials are shared by many.
    words = "".join(letter if letter.isalpha() else " " for letter in name.casefold()).split()
    return {word for word in words if len(word) > 3}
