"""Rights and definer functions, put right after every migrate in one transaction.

pgtrigger and pghistory re-create their functions whenever a trigger is installed; without this step anybody could switch
the history off (security.md 2.1). Safe to repeat; runs as the owner.
"""

from typing import Any

from django.db import connection, transaction
from psycopg import sql

from rutan.database import APP, READ
from rutan.grants import rights_of

NEVER_IGNORE = """
create or replace function _pgtrigger_should_ignore(trigger_name name) returns boolean
language sql as 'select false'
"""
# At statement level the trigger calls this even with the context inside the event row; a shared row would be forgeable.
NO_SHARED_CONTEXT = """
create or replace function _pgh_attach_context() returns uuid language sql as 'select null::uuid'
"""

OWN_FUNCTIONS = """
select p.oid::regprocedure::text, p.prorettype = 'trigger'::regtype
from pg_proc p
where p.pronamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
order by 1
"""
TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1"
LOOSE = """
select p.proname from pg_proc p
where p.pronamespace = 'public'::regnamespace and (
    (p.proname = '_pgtrigger_should_ignore' and trim(p.prosrc) <> 'select false')
    or (p.prorettype = 'trigger'::regtype and not p.prosecdef
        and not exists (select from pg_depend d
                        where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')))
order by 1
"""


def harden() -> None:
    """Apply the table of rights and make trigger functions definer functions."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_proc where proname = '_pgtrigger_should_ignore')")
        if cursor.fetchone()[0]:
            cursor.execute(NEVER_IGNORE)
            cursor.execute(NO_SHARED_CONTEXT)
        _harden_functions(cursor)
        _grant(cursor)


def loose_functions() -> list[str]:
    """Return trigger functions that somebody could switch off or run with too few rights; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(LOOSE)
        return [name for (name,) in cursor.fetchall()]


def _harden_functions(cursor: Any) -> None:
    cursor.execute(OWN_FUNCTIONS)
    for signature, is_trigger in cursor.fetchall():
        cursor.execute(f"revoke all on function {signature} from public")
        if is_trigger:
            cursor.execute(f"alter function {signature} security definer set search_path = public, pg_temp")


def _grant(cursor: Any) -> None:
    everybody = sql.SQL(", ").join([sql.SQL("public"), sql.Identifier(APP), sql.Identifier(READ)])
    for kind in ("tables", "sequences"):
        cursor.execute(
            sql.SQL("revoke all on all {} in schema public from {}").format(sql.SQL(kind), everybody)
        )
    cursor.execute(
        sql.SQL("grant usage on schema public to {}, {}").format(sql.Identifier(APP), sql.Identifier(READ))
    )
    cursor.execute(TABLES)
    for (table,) in cursor.fetchall():
        cursor.execute(
            sql.SQL("grant select on {} to {}").format(sql.Identifier(table), sql.Identifier(READ))
        )
        if rights := rights_of(table):
            wanted = sql.SQL(", ").join(sql.SQL(right) for right in sorted(rights))
            cursor.execute(
                sql.SQL("grant {} on {} to {}").format(wanted, sql.Identifier(table), sql.Identifier(APP))
            )
