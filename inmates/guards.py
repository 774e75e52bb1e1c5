"""What the database itself refuses about the register: a person's row that says other than the history of their stays."""

import pgtrigger

from rutan.core.guards import WRITTEN, not_if, refuse

TELLS = "inmate_row_tells_the_history"
# The last standing line of the last standing stay is what stands on the person's own row.
DISAGREES = """
select * into person from inmates_inmate where id = INMATE;
if person.voided_at is null then
    select * into stay from inmates_stay s
        where s.inmate_id = person.id and s.voided_at is null
        order by s.admitted_on desc, s.id desc limit 1;
    select * into entry from inmates_registerentry e
        where e.stay_id = stay.id and e.voided_at is null
        order by (e.kind = 'first'), e.starts_on desc, e.id desc limit 1;
    if (person.admitted_on, person.left_on, person.register_code, person.register_number, person.expires_on,
            nullif(person.state, 'in_custody'))
        is distinct from (stay.admitted_on, stay.left_on, entry.code, entry.number, entry.expires_on,
            nullif(stay.departure, ''))
    then REFUSE end if;
end if;
return null;
"""


def row_tells_the_history(inmate: str) -> pgtrigger.Trigger:
    """At commit the person's row and the end of their history agree.

    :param inmate: SQL for the person's key, from the written row.
    """
    return pgtrigger.Trigger(
        name=TELLS,
        when=pgtrigger.After,
        operation=WRITTEN,
        timing=pgtrigger.Deferred,
        declare=[
            ("person", "inmates_inmate%ROWTYPE"),
            ("stay", "inmates_stay%ROWTYPE"),
            ("entry", "inmates_registerentry%ROWTYPE"),
        ],
        func=DISAGREES.replace("INMATE", inmate).replace("REFUSE", refuse(TELLS)),
    )


# The row at the receiver is of the facility the person was sent to, and of the very person.
ELSEWHERE = """new.arrived_inmate_id is not null and not exists (
    select from inmates_inmate there join inmates_inmate here on here.person_uuid = there.person_uuid
    where there.id = new.arrived_inmate_id and here.id = new.inmate_id and there.facility_id = new.receiver_id)"""


def transfer_arrives_at_its_receiver() -> pgtrigger.Trigger:
    """Who has arrived is the person that was sent, at the facility they were sent to."""
    return not_if("transfer_arrives_at_its_receiver", ELSEWHERE)


__all__ = ["TELLS", "row_tells_the_history", "transfer_arrives_at_its_receiver"]
