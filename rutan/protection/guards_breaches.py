"""What the database refuses of a breach: a notice told otherwise, a close without what art. 46 wants, a list grown later."""

from django.db.models import Q

# A notice that was sent was sent then; the remedy may grow until the end, and the history keeps what stood before.
TOLD_ONCE = """(old.authority_notified_at is not null and (new.authority_notified_at, new.authority_letter)
        is distinct from (old.authority_notified_at, old.authority_letter))
    or (old.subjects_notified_at is not null and (new.subjects_notified_at, new.subjects_how)
        is distinct from (old.subjects_notified_at, old.subjects_how))
    or (old.people_listed_at is not null and new.people_listed_at is distinct from old.people_listed_at)"""
# The row is locked while the list is written, so no list is written twice.
BREACH_LISTED = (
    "exists (select from protection_breach t where t.id = new.breach_id and t.people_listed_at is not null)"
)
CLOSED = (
    Q(
        closed_at__isnull=False,
        closed_by__isnull=False,
        close_reason__regex=r"\S",
        authority_notified_at__isnull=False,
        remedy__regex=r"\S",
    )
    & (Q(subjects_notified_at__isnull=False) | Q(subjects_why_not__regex=r"\S"))
    & (Q(account=None) | Q(people_listed_at__isnull=False))
)

__all__ = ["BREACH_LISTED", "CLOSED", "TOLD_ONCE"]
