"""What the database itself refuses about the register: a person's row that says other than the history behind it."""

import pgtrigger

from rutan.core.guards import at_commit, not_if, refuse

TELLS = "inmate_row_tells_the_history"
# The last standing line of the last standing stay is what stands on the person's own row. A merged row goes on saying
# what it said: the stays it told, those that were set aside too.
DISAGREES = """
if exists (
    select from inmates_inmate person
    left join lateral (
        select * from inmates_stay s
        where s.inmate_id = person.id and s.voided_at is null and (person.state = 'merged' or s.merge_id is null)
        order by s.admitted_on desc, s.id desc limit 1) stay on true
    left join lateral (
        select * from inmates_registerentry e
        where e.stay_id = stay.id and e.voided_at is null
        order by (e.kind = 'first'), e.starts_on desc, e.id desc limit 1) entry on true
    where person.id = INMATE and person.voided_at is null
        and (person.admitted_on, person.left_on, person.register_code, person.register_number, person.expires_on,
            case when person.state = 'merged' then nullif(stay.departure, '')
                else nullif(person.state, 'in_custody') end)
        is distinct from (stay.admitted_on, stay.left_on, entry.code, entry.number, entry.expires_on,
            nullif(stay.departure, '')))
then REFUSE end if;
return null;
"""


# A first line stands before all others, and a stay has one: of a stay with lines it is not the last, and a stay without
# lines disagreed already, so that the row which began it is looked at.
A_FIRST_LINE = "tg_op = 'INSERT' and new.kind = 'first'"


def row_tells_the_history(inmate: str, *, unless: str = "") -> pgtrigger.Trigger:
    """At commit the person's row and the end of their history agree.

    :param inmate: SQL for the person's key, from the written row.
    :param unless: what on the written row alone shows that this write can have made nothing wrong.
    """
    func = DISAGREES.replace("INMATE", inmate).replace("REFUSE", refuse(TELLS))
    return at_commit(TELLS, func, unless=unless)


PLACED = "inmate_cell_is_the_open_place"
# Where somebody is kept now stands on their row and in the history of their places; away or kept is only who is here.
MISPLACED = """
if exists (
    select from inmates_inmate person
    left join inmates_cellplace kept
        on kept.inmate_id = person.id and kept.voided_at is null and kept.ends_at is null
    left join inmates_stay stay on stay.id = kept.stay_id
    where person.id = INMATE and (
        person.cell_id is distinct from kept.cell_id
        or stay.left_on is not null
        or stay.voided_at is not null
        or ((person.voided_at is not null or person.state <> 'in_custody')
            and (kept.id is not null or exists (select from inmates_absence a
                where a.inmate_id = person.id and a.voided_at is null and a.back_at is null)))))
then REFUSE end if;
return null;
"""
OPEN_PLACE = "select from inmates_cellplace p where p.voided_at is null and p.ends_at is null"
CELL_IN_USE = f"new.closed_at is not null and exists ({OPEN_PLACE} and p.cell_id = new.id)"
BLOCK_IN_USE = (
    "new.closed_at is not null and exists"
    " (select from inmates_cell c where c.block_id = new.id and c.closed_at is null)"
)
BLOCK_IS_CLOSED = (
    "new.closed_at is null and exists"
    " (select from inmates_block b where b.id = new.block_id and b.closed_at is not null)"
)
# Whoever closes the block or cell at the same moment is waited for.
BLOCK_STAYS_OPEN = "perform 1 from inmates_block where id = new.block_id for share;\n"
IS_OPEN = "new.ends_at is null and new.voided_at is null"
CELL_IS_CLOSED = "(select c.closed_at from inmates_cell c where c.id = new.cell_id for share) is not null"
# A row about a stay is about the person whose stay it is.
OTHER_PERSON = "exists (select from inmates_stay s where s.id = new.stay_id and s.inmate_id <> new.inmate_id)"

# Nobody decides before they are born, before anybody held them, or tomorrow. Where somebody was held before counts too:
# their rows at other facilities have the same person_uuid.
DECIDED_AT_NO_TIME = """
new.decided_on > (select (clock_timestamp() at time zone f.timezone)::date
                  from agencies_facility f where f.id = new.facility_id)
or exists (select from inmates_inmate i where i.id = new.inmate_id and i.born_on > new.decided_on)
or new.decided_on < (
    select min(s.admitted_on) from inmates_inmate here
    join inmates_inmate i on i.person_uuid = here.person_uuid and i.voided_at is null
    join inmates_stay s on s.inmate_id = i.id and s.voided_at is null
    where here.id = new.inmate_id)
"""


def cell_is_the_open_place(inmate: str) -> pgtrigger.Trigger:
    """At commit the person's cell is that of their open place, and nobody who has left has a place or is away.

    :param inmate: SQL for the person's key, from the written row.
    """
    return at_commit(PLACED, MISPLACED.replace("INMATE", inmate).replace("REFUSE", refuse(PLACED)))


def only_its_end(name: str, *columns: str) -> pgtrigger.Trigger:
    """A row stays as it was written but for its end, which may be taken back, and for being voided, which may not."""
    end = ", ".join(f"'{column}'" for column in (*columns, "voided_at", "voided_by_id"))
    changed = (
        f"(to_jsonb(new) - array[{end}])::text <> (to_jsonb(old) - array[{end}])::text"
        " or (old.voided_at is not null and to_jsonb(new)::text <> to_jsonb(old)::text)"
    )
    return not_if(name, changed, on=pgtrigger.Update)


def consent_decided_in_custody() -> pgtrigger.Trigger:
    """A person decides on a day on which they were there to be asked."""
    return not_if("consent_decided_in_custody", DECIDED_AT_NO_TIME, on=pgtrigger.Insert)


# The row at the receiver is of the facility the person was sent to, and of the very person: by itself, or as the row
# into which the receiver merged the one that was.
ELSEWHERE = """new.arrived_inmate_id is not null and not exists (
    select from inmates_inmate there join inmates_inmate here on here.person_uuid = there.person_uuid
    where there.id = new.arrived_inmate_id and here.id = new.inmate_id and there.facility_id = new.receiver_id)
and not exists (
    select from inmates_merge m join inmates_inmate here on here.person_uuid = m.former_uuid
    where m.kept_id = new.arrived_inmate_id and m.undone_at is null and here.id = new.inmate_id
        and m.facility_id = new.receiver_id)"""


def transfer_arrives_at_its_receiver() -> pgtrigger.Trigger:
    """Who has arrived is the person that was sent, at the facility they were sent to."""
    return not_if("transfer_arrives_at_its_receiver", ELSEWHERE)


# What was taken over from a sender stands in a stay that began with an arrival.
CARRIED_NOWHERE = (
    "new.carried_from <> '' and not exists"
    " (select from inmates_stay s where s.id = new.stay_id and s.arrival = 'transfer')"
)


def carried_by_a_transfer(name: str) -> pgtrigger.Trigger:
    """Only somebody who came from another facility brings what that one had written down."""
    return not_if(name, CARRIED_NOWHERE, on=pgtrigger.Insert)


__all__ = [
    "A_FIRST_LINE",
    "PLACED",
    "TELLS",
    "carried_by_a_transfer",
    "cell_is_the_open_place",
    "consent_decided_in_custody",
    "only_its_end",
    "row_tells_the_history",
    "transfer_arrives_at_its_receiver",
]
