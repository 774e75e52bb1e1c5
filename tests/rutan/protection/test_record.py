"""The record of processing: every table with personal data, for head and auditor, on screen and on paper."""

import pytest

from rutan.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from rutan.protection.queries_record import record_of_processing
from rutan.protection.reader import classification
from tests.factories import accounts
from tests.factories.accounts import signed_in


def test_who_may_read_it():
    allowed = {role for role, held in ROLE_PERMISSIONS.items() if Permission.DATA_RECORD_VIEW in held}
    assert allowed == {Role.HEAD, Role.AUDITOR}


def test_every_table_with_personal_data_has_a_line_and_no_other():
    record = record_of_processing()
    shown = {table.label for package in record.packages for table in package.tables}
    holding = {
        table.label for table in classification().tables.values()
        if table.fields["personal"] or table.fields["sensitive"]
    }  # fmt: skip
    assert shown == holding
    former = next(
        table for package in record.packages for table in package.tables
        if table.label == "inmates.FormerName"
    )  # fmt: skip
    assert (former.counts["personal"], former.counts["sensitive"], former.counts["staff"]) == (5, 0, 2)
    assert former.kept_for == "25 tahun sejak keluar atau isian terakhir"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/protection/", "/protection/print/"])
def test_the_pages(address):
    place = accounts.facility()
    page = signed_in(accounts.user_with(Role.AUDITOR, facility=place)).get(address).content.decode()
    assert "Nama terdahulu" in page
    assert "Permenkes 24/2022" in page
