"""Whose reports a person reads: plain values, no database."""

from rutan.accounts.permissions import Permission, permissions_of
from rutan.accounts.reach import Reach


def reads_inside(reach: Reach, facility_id: int) -> bool:
    """Whether the person reads the facility's reports as one of the house: with every number written out."""
    return facility_id in facilities_read_by(reach)


def facilities_read_by(reach: Reach) -> frozenset[int]:
    """Return the facilities all of whose reports, drafts too, the person reads by a role held there.

    A role for an agency does not count: its people read what the facility has sealed.
    """
    return frozenset(
        held.facility_id
        for held in reach.held
        if held.facility_id is not None and Permission.REPORT_VIEW in permissions_of(frozenset({held.role}))
    )
