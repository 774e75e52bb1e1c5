"""How people of a facility are found fast: what the search and the lists ask for, led by the facility.

One GIN index holds the facility beside the trigrams, so that a name costs the same among a hundred people of one
facility and among all the people of the nation. Sorting and beginnings go by the plain order of letters ("C"), which
alone lets one index serve both.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Func, Index, Q, TextField
from django.db.models.functions import Collate, Right, Upper

NIK_END = 4


def plain(field: str) -> Func:
    """A text in capitals, in the plain order of letters: what beginnings are compared with."""
    return Collate(Upper(field), "C")


# A register number without blanks and case, and without signs in the letters before its first digit: what
# ``domain.register_codes.register_key`` makes of it, and a test compares the two.
JOINED = r"upper(regexp_replace({number}, '\s', '', 'g'))"
KEY = (
    rf"(regexp_replace(substring({JOINED} from '^[^0-9]*'), '[-_./]', '', 'g')"
    rf" || '.' || coalesce(substring({JOINED} from '[0-9].*$'), ''))"
)


def key_of_number(field: str) -> Func:
    """What makes two spellings of a register number the same number."""
    return Func(F(field), template=KEY.format(number="%(expressions)s"), output_field=TextField())


def _trigrams(field: str) -> OpClass:
    return OpClass(Upper(field), name="gin_trgm_ops")


PEOPLE_INDEXES = (
    Index(fields=("facility", "full_name", "id"), name="inmate_by_name"),
    Index(fields=("facility", "expires_on", "id"), name="inmate_by_expiry"),
    Index(fields=("facility", "admitted_on", "id"), name="inmate_by_admission"),
    # The guard over the stays of one person looks here for each of them, whatever the state of the row.
    Index(fields=("facility", "person_uuid"), name="inmate_by_person"),
    Index(F("facility"), plain("full_name"), F("id"), name="inmate_by_name_beginning"),
    Index(F("facility"), plain("register_number"), F("id"), name="inmate_by_number_beginning"),
    Index(
        F("facility"),
        Right("nik", NIK_END),
        F("id"),
        name="inmate_by_nik_end",
        condition=Q(nik__isnull=False),
    ),
    Index(fields=("facility", "born_on", "id"), name="inmate_by_birth"),
    Index(F("facility"), key_of_number("register_number"), name="inmate_by_number_key"),
    Index(fields=("facility", "nik"), name="inmate_by_nik", condition=Q(nik__isnull=False)),
    GinIndex(
        F("facility"),
        _trigrams("full_name"),
        _trigrams("alias"),
        _trigrams("register_number"),
        name="inmate_by_words",
    ),
)
