"""What the database itself refuses of the list of those who are kept apart."""

import pgtrigger

from rutan.core.guards import not_if

# Whoever puts two people on the list waits for the claims of sessions that are being written at that moment, and holds
# back new ones until it is committed: a claim is there before, and is told as work to do, or it meets the row.
# ``rutan.timetable.guards_apart`` takes the same lock shared. The first number only tells it from other locks.
LOCK = "pg_advisory_xact_lock{shared}(8144, {facility}::int)"
WAIT_FOR_CLAIMS = f"perform {LOCK.format(shared='', facility='new.facility_id')};\nreturn new;"

CLOSING = ("closed_at", "closed_by_id", "close_reason")
VOIDING = ("voided_at", "voided_by_id", "void_reason")
OTHERWISE = """
(to_jsonb(new) - array[{ends}])::text <> (to_jsonb(old) - array[{ends}])::text
or (old.closed_at is not null and ({closing_changes}))
or (old.voided_at is not null and to_jsonb(new)::text <> to_jsonb(old)::text)
"""
BEGUN_OVER = "new.closed_at is not null or new.voided_at is not null"
# Opened again is the same pair, after the row before was closed.
OTHER_PAIR = """new.reopens_id is not null and not exists (
    select from inmates_keepapart k where k.id = new.reopens_id and k.first_id = new.first_id
      and k.second_id = new.second_id and k.closed_at is not null and k.voided_at is null)"""


def stays_as_opened() -> pgtrigger.Trigger:
    """A row changes by its closing, once, and by being voided, once; whoever wants it otherwise writes another."""
    ends = ", ".join(f"'{column}'" for column in (*CLOSING, *VOIDING))
    closing = " or ".join(f"new.{column} is distinct from old.{column}" for column in CLOSING)
    condition = OTHERWISE.format(ends=ends, closing_changes=closing)
    return not_if("keep_apart_stays_as_opened", condition, on=pgtrigger.Update)


def begins_open() -> pgtrigger.Trigger:
    """What was closed was open before."""
    return not_if("keep_apart_begins_open", BEGUN_OVER, on=pgtrigger.Insert)


def reopens_its_pair() -> pgtrigger.Trigger:
    """A row opened again follows a closed one of the same two."""
    return not_if("keep_apart_reopens_its_pair", OTHER_PAIR, on=pgtrigger.Insert)


def waits_for_claims() -> pgtrigger.Trigger:
    """Nobody's session slips in while two people are put on the list."""
    return pgtrigger.Trigger(
        name="keep_apart_waits_for_claims",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=WAIT_FOR_CLAIMS,
    )


__all__ = ["LOCK", "begins_open", "reopens_its_pair", "stays_as_opened", "waits_for_claims"]
