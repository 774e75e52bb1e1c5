"""Two rows of one person, for tests; and the whole register as it stands, to compare before and after."""

import uuid

from django.apps import apps
from django.db import connection

from inmates.queries_merging import Choice, clashes_of
from inmates.services_merging import merge_rows
from tests.factories import accounts

# What the register says of people; the merge itself, its history and the audit trail tell more afterwards, and whom the
# merged row was kept apart from the other one goes on being kept apart from.
ABOUT_PEOPLE = ("inmates", "timetable", "assessments", "rehab", "training")
TELLS_MORE = ("inmates_merge", "inmates_apart", "inmates_keepapart")


def chosen(one, other, *, stands=None, **facts):
    """A choice: in every clash the same row is right, the first one unless said; facts by the row that is right."""
    row = (stands or one).pk
    return Choice(
        {clash.key: row for clash in clashes_of(one, other)}, {name: who.pk for name, who in facts.items()}
    )


def merged(one, other, *, by=None, key=None, reason="Sidik jari sama", **choice):
    """Two rows that were merged."""
    facts = {"reason": reason, "by": by or accounts.second_person(), "request_key": key or uuid.uuid4()}
    merge = merge_rows(one=one, other=other, choice=chosen(one, other, **choice), **facts)
    one.refresh_from_db()
    other.refresh_from_db()
    return merge


def standing_rows():
    """Every row that stands, of every table about people, as text."""
    found = {}
    for model in apps.get_models():
        table = model._meta.db_table
        ours = model._meta.app_label in ABOUT_PEOPLE and not table.endswith("event")
        if not ours or table in TELLS_MORE:
            continue
        names = {field.column for field in model._meta.fields}
        stands = "where voided_at is null" if "voided_at" in names else ""
        with connection.cursor() as cursor:
            cursor.execute(f"select to_jsonb(t)::text from {table} t {stands} order by 1")
            found[table] = [text for (text,) in cursor.fetchall()]
    return found
