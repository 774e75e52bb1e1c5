"""What anonymising does to a column, as SQL on its value; a rule gives the same result when it is applied twice."""

import re
from collections.abc import Mapping
from hashlib import sha256

WORDS = "(dianonimkan)"
SCRUB = "scrub"
# What an audit event says in somebody's own words, or by the number of a letter about one person.
TYPED_FACTS = ("reason", "letter_number", "letter_on", "number", "name", "note", "said", "source")
# The smallest picture there is, grey: pages that show a photo or a paper go on showing something.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a"
    "7e9b550000000a49444154789c6338030000ce00cdd46690b00000000049"
    "454e44ae426082"
)
_KEEPS_NULL = "case when {c} is null then null else %s end"
EXPRESSIONS: Mapping[str, str] = {
    "name": "%(name)s",
    "number": "%(number)s",
    "null": "null",
    "blank": "''",
    "words": f"case when coalesce({{c}}, '') = '' then {{c}} else '{WORDS}' end",
    "year": "make_date(extract(year from {c})::int, 1, 1)",
    "object": _KEEPS_NULL % "'{{}}'::jsonb",
    "list": _KEEPS_NULL % "'[]'::jsonb",
    "facts": f"{{c}} - array{list(TYPED_FACTS)}",
    "file": _KEEPS_NULL % f"decode('{PICTURE.hex()}', 'hex')",
    "file_name": "'anonim.png'",
    "file_type": "'image/png'",
    "file_size": str(len(PICTURE)),
    "file_digest": f"'{sha256(PICTURE).hexdigest()}'",
}
RULES = frozenset({*EXPRESSIONS, SCRUB})
SCRUBBED = frozenset({SCRUB, "facts"})
OF_A_PERSON = frozenset({"name", "number"})


def short(person: str) -> str:
    """The id an anonymised person goes by: eight signs of the key of the person, which was never told to anybody."""
    return person.replace("-", "")[:8]


def name_of(person: str) -> str:
    """What stands in the place of the name."""
    return f"Anonim {short(person)}"


def number_of(person: str, nth: int = 1) -> str:
    """What stands in the place of the register number: the old one leads to the name in the paper register.

    :param nth: which of the person's rows it is, from 1: merged rows are of one facility, where a number stands once.
    """
    return f"ANONIM.{short(person)}" if nth == 1 else f"ANONIM.{short(person)}-{nth}"


def expression(rule: str, column: str) -> str:
    """The SQL of a rule for one (quoted) column; ``name`` and ``number`` are parameters of the statement."""
    return EXPRESSIONS[rule].replace("{c}", column).replace("{{}}", "{}")


def scrubbed(value: object, needles: "tuple[str, ...]") -> object:
    """Plain JSON or a text without the texts a person is known by; whole words only, in any case."""
    if isinstance(value, str):
        found = "|".join(re.escape(needle) for needle in sorted(needles, key=len, reverse=True))
        return re.sub(rf"(?<!\w)(?:{found})(?!\w)", WORDS, value, flags=re.IGNORECASE)
    if isinstance(value, Mapping):
        return {key: scrubbed(each, needles) for key, each in value.items()}
    if isinstance(value, list):
        return [scrubbed(each, needles) for each in value]
    return value


__all__ = [
    "EXPRESSIONS",
    "OF_A_PERSON",
    "PICTURE",
    "RULES",
    "SCRUB",
    "SCRUBBED",
    "WORDS",
    "expression",
    "name_of",
    "number_of",
    "scrubbed",
    "short",
]
