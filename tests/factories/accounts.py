"""People, facilities and agencies for tests; roles are given the way the services give them."""

from datetime import date

from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import AGENCY_ROLES, Role
from rutan.agencies.enums import AgencyKind
from rutan.agencies.models import Agency, CooperationAgreement, Facility

PASSWORD = "kopi-tubruk-tanpa-gula"
LONG_AGO = date(2020, 1, 1)


def facility(*, code="TST", name="Rutan Contoh", **fields):
    """A facility; reference data, so made as the owner would."""
    return _as_owner(Facility, code=code, defaults={"name": name, "city": "Banjarnegara", **fields})


def agency(*, code="bnnk-tst", kind=AgencyKind.NARCOTICS, short_name="BNNK Contoh"):
    """A partner agency."""
    return _as_owner(
        Agency,
        code=code,
        defaults={"name": short_name, "short_name": short_name, "kind": kind, "city": "Purbalingga"},
    )


def agreement(*, facility, agency, starts_on=LONG_AGO, ends_on=None):
    """An agreement in force."""
    return CooperationAgreement.objects.create(
        facility=facility, agency=agency, number="PKS-1", starts_on=starts_on, ends_on=ends_on
    )


def user(*, username="petugas", full_name="Petugas Contoh", password=None, **fields):
    """A person without any role."""
    return User.objects.create_user(username, password, full_name=full_name, **fields)


def user_with(role, *, facility=None, agency=None, username=None, approved_by=None, password=None, **fields):
    """A person who holds an approved role; for an agency's role an agency, else a facility."""
    username = username or f"{Role(role).value}-{User.objects.count()}"
    person = user(
        username=username, full_name=username.replace("-", " ").title(), password=password, **fields
    )
    give_role(person, role, facility=facility, agency=agency)
    return person


def give_role(person, role, *, facility=None, agency=None, starts_on=LONG_AGO, ends_on=None):
    """Give an approved role."""
    second = User.objects.filter(username="atasan").first() or user(
        username="atasan", full_name="Atasan Contoh"
    )
    held_for = {"agency": agency} if role in AGENCY_ROLES else {"facility": facility}
    return RoleAssignment.objects.create(
        user=person, role=role, starts_on=starts_on, ends_on=ends_on, approved_by=second, **held_for
    )


def _as_owner(model, defaults, **key):
    """Insert reference data, which the application may not: through the owner's own connection.

    It is committed, so it stays in the worker's clone; the same code twice gives the same row.
    """
    from django.db import connection
    from psycopg import sql

    from rutan.database import login
    from rutan.roles import connect

    if found := model.objects.filter(**key).first():
        return found
    values = _column_values(model(**key, **defaults))
    columns = sql.SQL(", ").join(map(sql.Identifier, values))
    places = sql.SQL(", ").join(sql.Placeholder() * len(values))
    statement = sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier(model._meta.db_table), columns, places
    )
    with connect(login("owner") | {"dbname": connection.settings_dict["NAME"]}) as owner:
        owner.execute(statement, list(values.values()))
    return model.objects.get(**key)


def _column_values(row):
    return {
        field.column: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
