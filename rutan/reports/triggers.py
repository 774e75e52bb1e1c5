"""What the database itself keeps of an edition, whoever writes and by which road."""

import pgtrigger

# What an edition's end writes; every other column stays as it was frozen.
OF_THE_END = [
    "state", "number", "document", "xlsx", "sealed_at", "approved_by",
    "withdrawn_at", "withdrawn_by", "withdraw_reason",
]  # fmt: skip

# Only an invented office seals without a second person's word.
APPROVED_WHEN_SEALED = """
IF NEW.state = 'sealed' AND NEW.approved_by_id IS NULL
   AND NOT EXISTS (SELECT FROM agencies_facility WHERE id = NEW.facility_id AND is_demo) THEN
    RAISE 'a report is sealed by the word of the head'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_edition_sealed_by_the_head';
END IF;
RETURN NEW;
"""
# A correction follows the sealed edition just before it, of the same report.
FOLLOWS_THE_SEALED = """
IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM reports_reportedition e
    WHERE e.id = NEW.corrects_id AND e.state = 'sealed' AND e.edition = NEW.edition - 1 AND e.kind = NEW.kind
      AND e.facility_id = NEW.facility_id AND e.period_starts_on = NEW.period_starts_on) THEN
    RAISE 'a correction follows the sealed edition before it'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_edition_follows_the_sealed';
END IF;
RETURN NEW;
"""

EDITION_TRIGGERS = (
    pgtrigger.Protect(name="edition_never_deleted", operation=pgtrigger.Delete),
    pgtrigger.Protect(
        name="edition_begins_as_draft",
        operation=pgtrigger.Insert,
        condition=~pgtrigger.Q(new__state="draft"),
    ),
    pgtrigger.ReadOnly(name="edition_stays_as_frozen", exclude=OF_THE_END),
    pgtrigger.Protect(
        name="edition_ends_once",
        operation=pgtrigger.Update,
        condition=~pgtrigger.Q(old__state="draft"),
    ),
    pgtrigger.Trigger(
        name="edition_sealed_by_the_head",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=APPROVED_WHEN_SEALED,
    ),
    pgtrigger.Trigger(
        name="edition_follows_the_sealed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=FOLLOWS_THE_SEALED,
    ),
)
