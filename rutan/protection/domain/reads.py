"""Which events of the audit trail say that somebody saw, printed or took data: about named people, or whole lists."""

# Their subject leads to people.
OF_PEOPLE = frozenset(
    {
        "assessments.assessment.opened",
        "assessments.assessment.printed",
        "assessments.draft.opened",
        "casefile.history.opened",
        "casefile.history.printed",
        "casefile.opened",
        "inmates.consent.form_printed",
        "inmates.consent.opened",
        "inmates.consent.paper_opened",
        "inmates.doubles.compared",
        "inmates.keep_apart.read",
        "inmates.photo.opened",
        "inmates.register.opened",
        "inmates.transfer.opened",
        "letters.document.opened",
        "protection.breach.opened",
        "protection.person_file.taken",
        "protection.person_files.opened",
        "rehab.attendance.opened",
        "rehab.decision.opened",
        "rehab.group.read",
        "rehab.place.opened",
        "rehab.tier.opened",
        "timetable.booking.opened",
    }
)
# The trail says which list, when and how many stood on it, not whose rows they were.
OF_LISTS = frozenset(
    {
        "coordination.list.opened",
        "dashboard.opened",
        "dashboard.rows.opened",
        "dashboard.table.downloaded",
        "inmates.doubles.opened",
        "inmates.former.opened",
        "inmates.keep_apart.list_opened",
        "inmates.list.opened",
        "inmates.places.opened",
        "inmates.places.printed",
        "inmates.register.rejected_downloaded",
        "inmates.searched",
        "inmates.transfers.opened",
        "jobs.export.taken",
        "jobs.exports.opened",
        "protection.breaches.opened",
        "rehab.case_officers.opened",
        "reports.audit.opened",
        "reports.edition.opened",
        "reports.edition.taken",
        "reports.figure.opened",
        "timetable.movements.printed",
    }
)
# They sound alike, and change something instead.
CHANGES = frozenset({"inmates.keep_apart.opened", "rehab.group.opened", "training.batch.opened"})
SOUNDS = ("opened", "printed", "taken", "downloaded", "read", "compared", "searched")


def sounds_like_reading(action: str) -> bool:
    """Whether the name of an action says that something was seen or taken."""
    return action.rpartition(".")[2].rpartition("_")[2] in SOUNDS


__all__ = ["CHANGES", "OF_LISTS", "OF_PEOPLE", "sounds_like_reading"]
