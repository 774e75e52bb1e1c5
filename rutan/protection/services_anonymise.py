"""Anonymising people whose time is over: a list first, then exactly that list, in one transaction of the owner's login."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from inmates.models import Inmate
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.protection.erasure import erase, guards_off, is_of_a_person, needles_of, scrub, tables_written
from rutan.protection.models import Anonymisation
from rutan.protection.queries_due import Listing, listing_of
from rutan.protection.queries_rows import rows_of
from rutan.protection.reader import classification

OWNS = "select pg_catalog.pg_get_userbyid(relowner) = session_user from pg_class where oid = %s::regclass"


class AnonymiseRefused(Refused):
    """The list is another one by now, is empty, or the login may not do this."""


@transaction.atomic
def anonymise(*, token: str, on: date) -> Anonymisation:
    """Do what the list with this token says, and write the protocol.

    :raises AnonymiseRefused: for another login than the owner's, or when the list of today is another one.
    """
    _must_be_the_owner()
    with guards_off(tables_written(classification())):
        listing = listing_of(on)
        if listing.token != token:
            raise AnonymiseRefused(_("The list has changed. Look at it again; its token is another one now."))
        if not listing.lines:
            raise AnonymiseRefused(_("Nothing is past its time."))
        _people(listing)
        for label, keys in listing.old_rows.items():
            erase(classification().tables[label], keys)
    _guards_look_again(listing)
    counts = {line.label: line.rows for line in listing.lines}
    protocol: Anonymisation = Anonymisation.objects.create(
        day=on, token=token, people=len(listing.people), counts=counts
    )
    rows = sum(counts.values())
    record(action="protection.anonymised", subject=protocol, count=protocol.people, rows=rows, token=token)
    return protocol


def _people(listing: Listing) -> None:
    if not listing.keys:
        return
    needles = needles_of(listing.keys)
    for table in classification().about_people():
        if not is_of_a_person(table):
            erase(table, list(rows_of(table, listing.keys).values_list("pk", flat=True)))
            continue
        for person in listing.people:
            for nth, key in enumerate(sorted(person.keys), start=1):
                rows = rows_of(table, (key,)).values_list("pk", flat=True)
                erase(table, list(rows), person=person.uuid, nth=nth)
    if needles:
        scrub(needles)


def _guards_look_again(listing: Listing) -> None:
    """With the guards back on, what was written is shown to them once: a row written as it stands leaves no version."""
    with connection.cursor() as cursor:
        cursor.execute("update inmates_inmate set id = id where id = any(%s)", [list(listing.keys)])


def _must_be_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OWNS, [Inmate._meta.db_table])
        (owns,) = cursor.fetchone()
    if not owns:
        raise AnonymiseRefused(_("Only the owner's database login anonymises: PULIH_DB_ROLE=owner."))


__all__ = ["AnonymiseRefused", "anonymise"]
