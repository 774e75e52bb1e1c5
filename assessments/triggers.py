"""What the database itself refuses, whoever asks: the ORM, bulk writes or typed SQL.

``rutan.hardening`` makes the functions definer functions after each migrate, so nobody who writes can switch them off.
Rows are compared as text of ``jsonb``: as values, 1 and 1.0 would be the same.
"""

import pgtrigger

from rutan.core.guards import not_if

# A form begins as a draft, stays of the same person, is signed under a certificate that covers the day, and after that
# only its voiding may be written. The certificate is locked, so that it cannot be withdrawn at the same moment.
GUARD_ASSESSMENT = """
if tg_op = 'DELETE' then
    raise exception 'an assessment is voided, never deleted'
        using errcode = 'check_violation', constraint = 'assessment_never_deleted';
end if;
if tg_op = 'INSERT' then
    if new.state <> 'draft' then
        raise exception 'an assessment begins as a draft'
            using errcode = 'check_violation', constraint = 'assessment_begins_as_draft';
    end if;
    return new;
end if;
if to_jsonb(new)::text = to_jsonb(old)::text then
    return new;
end if;
if old.state <> 'draft' then
    if old.state <> 'signed' or new.state <> 'void'
        or (to_jsonb(new) - voiding)::text <> (to_jsonb(old) - voiding)::text then
        raise exception 'assessment % is %: it can no longer be changed', old.id, old.state
            using errcode = 'check_violation', constraint = 'assessment_signed_never_changes';
    end if;
    return new;
end if;
if (old.facility_id, old.inmate_id, old.assessor_id, old.instrument, old.request_key)
    is distinct from (new.facility_id, new.inmate_id, new.assessor_id, new.instrument, new.request_key)
    or old.agency_id is distinct from new.agency_id then
    raise exception 'assessment % stays of the same person, assessor and instrument', old.id
        using errcode = 'check_violation', constraint = 'assessment_stays_of_its_person';
end if;
if new.state = 'void' and (new.signed_at, new.certificate_id) is distinct from (null, null) then
    raise exception 'assessment % was never signed', old.id
        using errcode = 'check_violation', constraint = 'assessment_discarded_unsigned';
end if;
if new.state = 'signed' then
    if new.signed_at > clock_timestamp() + interval '1 minute' then
        raise exception 'assessment % would be signed in the future', old.id
            using errcode = 'check_violation', constraint = 'assessment_not_signed_ahead';
    end if;
    select (new.signed_at at time zone timezone)::date into signed_on
        from agencies_facility where id = new.facility_id;
    perform 1 from assessments_assessorcertificate
        where id = new.certificate_id and user_id = new.assessor_id and voided_at is null
            and new.instrument = any(instruments)
            and starts_on <= signed_on and (ends_on is null or ends_on >= signed_on)
        for share;
    if not found then
        raise exception 'no certificate of the assessor covers % on %', new.instrument, signed_on
            using errcode = 'check_violation', constraint = 'assessment_signed_under_a_certificate';
    end if;
    if signed_on < new.taken_on then
        raise exception 'assessment % would be signed before it was taken', old.id
            using errcode = 'check_violation', constraint = 'assessment_signed_once_taken';
    end if;
end if;
return new;
"""

# A form that stands in for another names a result of the same person and instrument that was declared void.
STANDS_IN_FOR_ANOTHER = """
new.supersedes_id is not null and not exists (
    select from assessments_assessment a
    where a.id = new.supersedes_id and a.inmate_id = new.inmate_id and a.instrument = new.instrument
      and a.state = 'void' and a.signed_at is not null)
"""

# What a certificate covers is what signatures rest on: another scope or term is another row.
GUARD_CERTIFICATE = """
if tg_op = 'DELETE' then
    raise exception 'a certificate is withdrawn, never deleted'
        using errcode = 'check_violation', constraint = 'certificate_never_deleted';
end if;
if to_jsonb(new)::text = to_jsonb(old)::text then
    return new;
end if;
if old.voided_at is not null or (to_jsonb(new) - voiding)::text <> (to_jsonb(old) - voiding)::text then
    raise exception 'certificate % stands as it is: withdraw it and register another', old.id
        using errcode = 'check_violation', constraint = 'certificate_never_changes';
end if;
return new;
"""

assessment_guard = pgtrigger.Trigger(
    name="assessment_guard",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[
        ("signed_on", "date"),
        ("voiding", "text[] := array['state', 'voided_at', 'voided_by_id', 'void_reason']"),
    ],
    func=GUARD_ASSESSMENT,
)
stands_in_for_its_own = not_if("assessment_stands_in_for_its_own", STANDS_IN_FOR_ANOTHER)
certificate_guard = pgtrigger.Trigger(
    name="certificate_guard",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    declare=[("voiding", "text[] := array['voided_at', 'voided_by_id', 'void_reason']")],
    func=GUARD_CERTIFICATE,
)
