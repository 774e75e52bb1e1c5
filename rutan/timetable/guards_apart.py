"""What the database refuses on its own account of people who are kept apart: both in one session.

A room is held by one session at a time (``claim_room_never_twice``), so two who share no session share no room either.

Two directions. A claim that is written meets the entries that are there, and whoever writes the other one's claim at that
moment is waited for by way of the entry's row. An entry that is written is refused for nothing: the danger is real, and
who is together already stays so until somebody acts. It waits for claims that are being written and holds back new
ones (``inmates.guards_apart.LOCK``), so whatever it does not find is refused. Claims that stand are not looked at again;
one that is moved, published or written is.
"""

import pgtrigger

from inmates.guards_apart import LOCK
from rutan.core.guards import WRITTEN, refuse
from rutan.timetable.guards import COUNTS, NEW_ZONE

KEPT_APART = "claim_keeps_apart"
# Entries about sessions that hold for the person of the written claim.
CONCERNING = """k.facility_id = new.facility_id and k.sessions and k.closed_at is null and k.voided_at is null
  and new.inmate_id in (k.first_id, k.second_id)"""
TOGETHER = f"""
perform {LOCK.format(shared="_shared", facility="new.facility_id")};
perform 1 from inmates_keepapart k where {CONCERNING} order by k.id for no key update;
if not found then return null; end if;
{NEW_ZONE}
perform 1 from inmates_keepapart k join timetable_claim c
    on c.booking_id = new.booking_id and c.inmate_id in (k.first_id, k.second_id) and c.inmate_id <> new.inmate_id
where {CONCERNING} and c.published and c.voided_at is null
  and new.during && tstzrange(k.starts_on::timestamp at time zone zone, (k.ends_on + 1)::timestamp at time zone zone);
if found then {refuse(KEPT_APART)} end if;
return null;
"""


def claim_keeps_apart() -> pgtrigger.Trigger:
    """Nobody is published into a session with somebody they are kept apart from."""
    return pgtrigger.Trigger(
        name=KEPT_APART,
        when=pgtrigger.After,
        operation=WRITTEN,
        timing=pgtrigger.Immediate,
        condition=COUNTS & pgtrigger.Q(new__inmate__isnull=False),
        declare=[("zone", "text")],
        func=TOGETHER,
    )


__all__ = ["KEPT_APART", "claim_keeps_apart"]
