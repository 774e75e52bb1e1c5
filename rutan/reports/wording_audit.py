"""Sentences for the audit trail. An action or a fact without words is shown by its code: the trail hides nothing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWN_OF_A_LIST = 8

ACTIONS: dict[str, str | Promise] = {
    "access.out_of_reach": _("Asked for a record out of reach"),
    "access.refused": _("Opened a page that is not part of the role"),
    "accounts.role.approved": _("Approved a role"),
    "accounts.role.declined": _("Declined a role"),
    "accounts.role.ended": _("Ended a role"),
    "accounts.role.proposed": _("Proposed a role"),
    "accounts.role.withdrawn": _("Withdrew a role"),
    "accounts.user.activated": _("Opened an account again"),
    "accounts.user.created": _("Made an account"),
    "accounts.user.deactivated": _("Closed an account"),
    "accounts.user.password_given": _("Gave a temporary password"),
    "assessments.assessment.discarded": _("Discarded a draft of an assessment"),
    "assessments.assessment.opened": _("Opened an assessment"),
    "assessments.assessment.printed": _("Printed an assessment"),
    "assessments.assessment.signed": _("Signed an assessment"),
    "assessments.assessment.started": _("Started an assessment"),
    "assessments.assessment.voided": _("Voided an assessment"),
    "assessments.certificate.registered": _("Registered an assessor's certificate"),
    "assessments.certificate.withdrawn": _("Withdrew an assessor's certificate"),
    "assessments.draft.opened": _("Opened a draft of an assessment"),
    "casefile.opened": _("Opened a case file"),
    "coordination.list.opened": _("Opened the list of people for an agency"),
    "dashboard.opened": _("Opened the dashboard"),
    "dashboard.rows.opened": _("Opened the people behind a figure of the dashboard"),
    "dashboard.table.downloaded": _("Downloaded a table of the dashboard"),
    "inmates.access.ended": _("Closed a record to an agency or a person"),
    "inmates.access.granted": _("Opened a record to an agency or a person"),
    "inmates.consent.opened": _("Opened somebody's consents"),
    "inmates.consent.recorded": _("Wrote down a consent"),
    "inmates.list.opened": _("Opened the list of inmates"),
    "inmates.register.discarded": _("Put a register file aside"),
    "inmates.register.handed_in": _("Handed in a register file"),
    "inmates.register.imported": _("Stored a register file"),
    "inmates.searched": _("Searched for inmates"),
    "jobs.job.cancelled": _("Stopped a job"),
    "jobs.job.requested": _("Asked for a job"),
    "letters.document.issued": _("Issued a document"),
    "letters.document.opened": _("Opened a document"),
    "letters.document.revoked": _("Revoked a document"),
    "letters.document.superseded": _("Replaced a document"),
    "letters.signatory.appointed": _("Appointed a signatory"),
    "rehab.attendance.marked": _("Marked attendance"),
    "rehab.attendance.opened": _("Opened an attendance list"),
    "rehab.tier.confirmed": _("Confirmed a tier decision"),
    "rehab.tier.declined": _("Declined a tier decision"),
    "rehab.decision.opened": _("Opened a tier decision"),
    "rehab.group.closed": _("Closed a group"),
    "rehab.group.opened": _("Opened a new group"),
    "rehab.group.read": _("Opened the page of a group"),
    "rehab.place.opened": _("Opened the page of a placement"),
    "rehab.placement.created": _("Placed somebody in a group"),
    "rehab.placement.ended": _("Ended a placement"),
    "rehab.session.laid": _("Planned a session of a group"),
    "rehab.tier.decided": _("Decided a tier"),
    "rehab.tier.opened": _("Opened the page of a tier decision"),
    "reports.audit.opened": _("Opened the audit trail"),
    "reports.edition.prepared": _("Prepared a report"),
    "reports.edition.sealed": _("Sealed a report"),
    "reports.edition.taken": _("Downloaded a report"),
    "reports.edition.withdrawn": _("Withdrew a draft of a report"),
    "reports.figure.opened": _("Opened the rows of a figure"),
    "timetable.booking.cancelled": _("Cancelled a session in the timetable"),
    "timetable.booking.held": _("Marked a session as held"),
    "timetable.booking.laid": _("Laid a session in the timetable"),
    "timetable.booking.moved": _("Moved a session"),
    "timetable.booking.opened": _("Opened a session in the timetable"),
    "timetable.booking.people_changed": _("Changed who comes to a session"),
    "timetable.booking.published": _("Published a session"),
    "timetable.booking.swapped": _("Swapped two sessions"),
    "timetable.hours.changed": _("Changed protected hours"),
    "timetable.hours.protected": _("Protected hours from now on"),
    "timetable.hours.withdrawn": _("Withdrew protected hours"),
    "timetable.movements.printed": _("Printed the movements of a day"),
    "timetable.not_ready.declared": _("Declared a time as not ready"),
    "timetable.not_ready.withdrawn": _("Withdrew a time that was not ready"),
    "timetable.participants.added": _("Added participants to protected hours"),
    "timetable.participants.ended": _("Ended participants of protected hours"),
    "timetable.regime.changed": _("Changed the regime"),
    "timetable.room.added": _("Added a room"),
    "timetable.room.changed": _("Changed a room"),
    "timetable.room.given_up": _("Gave up a room"),
    "training.batch.cancelled": _("Called a batch off"),
    "training.batch.closed": _("Closed a batch"),
    "training.batch.opened": _("Opened a new batch"),
    "training.batch.started": _("Started a batch"),
    "training.course.added": _("Added a course"),
    "training.course.changed": _("Changed a course"),
    "training.enrolment.completed": _("Let somebody complete a course"),
    "training.enrolment.enrolled": _("Enrolled somebody"),
    "training.enrolment.failed": _("Said that somebody has not completed a course"),
    "training.enrolment.moved_up": _("Moved somebody up from the waiting list"),
    "training.enrolment.waiting": _("Put somebody on a waiting list"),
    "training.enrolment.withdrawn": _("Took somebody out of a batch"),
    "training.lesson.laid": _("Planned a lesson"),
    "training.lesson.marked": _("Marked the attendance of a lesson"),
}
SUBJECTS: dict[str, str | Promise] = {
    "accounts.roleassignment": _("role"),
    "accounts.user": _("account"),
    "agencies.facility": _("facility"),
    "assessments.assessment": _("assessment"),
    "assessments.assessorcertificate": _("assessor's certificate"),
    "inmates.inmate": _("inmate"),
    "inmates.registerimport": _("register file"),
    "jobs.job": _("job"),
    "letters.issueddocument": _("document"),
    "letters.signatory": _("signatory"),
    "rehab.group": _("group"),
    "rehab.placement": _("placement"),
    "rehab.session": _("session"),
    "rehab.tierdecision": _("tier decision"),
    "reports.reportedition": _("report"),
    "timetable.booking": _("session in the timetable"),
    "timetable.notreadyperiod": _("time that is not ready"),
    "timetable.protectedhours": _("protected hours"),
    "timetable.regime": _("regime"),
    "timetable.room": _("room"),
    "training.batch": _("batch"),
    "training.course": _("course"),
}
FACTS: dict[str, str | Promise] = {
    "agency": _("agency"),
    "count": _("how many"),
    "holder": _("holder"),
    "needs": _("needs"),
    "number": _("number"),
    "looked_for": _("looked for"),
    "reason": _("reason"),
    "role": _("role"),
}


def action_in_words(action: str) -> str:
    """Say what was done."""
    return str(ACTIONS.get(action, action))


def subject_in_words(subject_type: str, subject_id: int | None) -> str:
    """Name what it was done to; nothing when it was done to nothing in particular."""
    word = str(SUBJECTS.get(subject_type, subject_type))
    return f"{word} {subject_id}" if subject_id is not None else word


def facts_in_words(facts: dict[str, object]) -> str:
    """Say what else is known, in one line; what is empty says nothing."""
    said = {name: _value(value) for name, value in facts.items()}
    return " · ".join(f"{FACTS.get(name, name)}: {value}" for name, value in said.items() if value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_value(one)}" for name, one in value.items())
    if isinstance(value, list):
        more = [f"… ({len(value)})"] if len(value) > SHOWN_OF_A_LIST else []
        return ", ".join([*map(_value, value[:SHOWN_OF_A_LIST]), *more])
    return "" if value is None else str(value)
