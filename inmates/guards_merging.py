"""What the database itself refuses about rows that are one person."""

import pgtrigger

from rutan.core.guards import WRITTEN, at_commit, not_if, refuse

# A new row that is not merged breaks nothing here: a merge that names it is looked at itself, and is refused while there
# is no row of which it speaks.
NEW_AND_GOES_ON = "tg_op = 'INSERT' and new.state <> 'merged' and new.voided_at is null"
LINKED = "inmate_merged_is_linked"
# A row is merged exactly while a merge says so, into a row that is none itself; both then are one person.
UNLINKED = """
select * into person from inmates_inmate where id = INMATE;
if not found then
    if exists (select from inmates_merge m where m.merged_id = INMATE and m.undone_at is null) then REFUSE end if;
    return null;
end if;
if (person.state = 'merged') <> exists (
        select from inmates_merge m where m.merged_id = person.id and m.undone_at is null)
    or exists (
        select from inmates_merge m left join inmates_inmate k on k.id = m.kept_id
        where m.merged_id = person.id and m.undone_at is null
            and (k.person_uuid, k.facility_id) is distinct from (person.person_uuid, person.facility_id))
    or (person.state = 'merged' or person.voided_at is not null) and exists (
        select from inmates_merge m where m.kept_id = person.id and m.undone_at is null)
then REFUSE end if;
return null;
"""
ONCE = "stay_once_a_person"
# Whoever writes a stay of another row of the person at this moment is waited for. Rows of one person are few, and
# almost always one, so the common case costs one look at an index.
TWICE = """
select * into person from inmates_inmate where id = INMATE for key share;
if not found and exists (select from inmates_stay s where s.inmate_id = INMATE) then REFUSE end if;
if person.voided_at is null and exists (select from inmates_inmate o where o.facility_id = person.facility_id
        and o.person_uuid = person.person_uuid and o.id <> person.id and o.voided_at is null) then
    perform 1 from inmates_inmate o where o.facility_id = person.facility_id
        and o.person_uuid = person.person_uuid order by o.id for update;
    if exists (
        select from inmates_inmate p join inmates_stay a on a.inmate_id = p.id
            join inmates_inmate q on q.facility_id = p.facility_id and q.person_uuid = p.person_uuid
            join inmates_stay b on b.inmate_id = q.id and b.id > a.id
        where p.facility_id = person.facility_id and p.person_uuid = person.person_uuid
            and p.voided_at is null and q.voided_at is null
            and a.voided_at is null and a.merge_id is null and b.voided_at is null and b.merge_id is null
            and a.admitted_on < coalesce(b.left_on, 'infinity') and b.admitted_on < coalesce(a.left_on, 'infinity'))
    or exists (
        select from inmates_inmate p join inmates_stay a on a.inmate_id = p.id
        where p.facility_id = person.facility_id and p.person_uuid = person.person_uuid and p.state = 'merged'
            and a.voided_at is null and a.merge_id is null and a.left_on is null)
    then REFUSE end if;
end if;
return null;
"""
PERSON = [("person", "inmates_inmate%ROWTYPE")]
# Both rows are locked, so that nobody merges one of them into a third at this moment.
LOCK_BOTH = """if tg_op = 'INSERT' then
    perform 1 from inmates_inmate where id in (new.kept_id, new.merged_id) order by id for update;
end if;
"""
CHAIN = (
    "tg_op = 'INSERT' and exists (select from inmates_merge m where m.undone_at is null"
    " and (m.kept_id = new.merged_id or m.merged_id = new.kept_id))"
)
# A stay is set aside by a merge that lasts, and of a row it is about.
NOT_ITS_MERGE = (
    "not exists (select from inmates_merge m where m.id = new.merge_id"
    " and m.undone_at is null and new.inmate_id in (m.kept_id, m.merged_id))"
)
UNDONE = "merge_undone_gives_back"
STILL_ASIDE = """
if new.undone_at is not null and exists (select from inmates_stay s where s.merge_id = new.id)
then REFUSE end if;
return null;
"""
# Another person than before only by being merged, or by its undoing.
BECAME_ANOTHER = (
    "old.facility_id is distinct from new.facility_id or (old.person_uuid is distinct from new.person_uuid"
    " and (old.state = 'merged') = (new.state = 'merged'))"
)


def merged_is_linked(inmate: str, *, unless: str = "") -> pgtrigger.Trigger:
    """At commit a row is merged exactly while a merge says into which.

    :param inmate: SQL for the person's key, from the written row.
    :param unless: what on the written row alone shows that this write can have made nothing wrong.
    """
    func = UNLINKED.replace("INMATE", inmate).replace("REFUSE", refuse(LINKED))
    return at_commit(LINKED, func, declare=PERSON, unless=unless)


def stays_once_a_person(inmate: str, *, on: pgtrigger.Operation = WRITTEN) -> pgtrigger.Trigger:
    """At commit no two standing stays of one person overlap, whichever of their rows at the facility they stand on.

    :param inmate: SQL for the person's key, from the written row.
    :param on: a new row of a person has no stays yet: each is looked at itself, and is refused while it has no row.
    """
    func = TWICE.replace("INMATE", inmate).replace("REFUSE", refuse(ONCE))
    return at_commit(ONCE, func, declare=PERSON, on=on)


def no_chains() -> pgtrigger.Trigger:
    """Nobody is merged into a row that is merged itself, nor while others are merged into them."""
    return not_if("merge_never_in_a_chain", CHAIN, first=LOCK_BOTH)


def undone_gives_back() -> pgtrigger.Trigger:
    """At commit an undone merge holds no stay aside any more."""
    return at_commit(UNDONE, STILL_ASIDE.replace("REFUSE", refuse(UNDONE)), declare=[])


def not_of_the_merged(name: str, *, on: pgtrigger.Operation = pgtrigger.Insert) -> pgtrigger.Trigger:
    """Nothing new is written about a row that was merged: it belongs on the row that goes on."""
    return not_if(
        name,
        "exists (select from inmates_inmate i where i.id = new.inmate_id and i.state = 'merged')",
        on=on,
        first="perform 1 from inmates_inmate where id = new.inmate_id for key share;\n",
    )


__all__ = [
    "BECAME_ANOTHER",
    "LINKED",
    "NEW_AND_GOES_ON",
    "NOT_ITS_MERGE",
    "ONCE",
    "merged_is_linked",
    "no_chains",
    "not_of_the_merged",
    "stays_once_a_person",
    "undone_gives_back",
]
