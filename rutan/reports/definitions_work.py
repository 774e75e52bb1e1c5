"""What the figures on work count: sessions and attendance, outcomes, problems."""

from django.utils.translation import gettext_lazy as _

from rutan.reports.definition import Definition
from rutan.reports.domain.report import Unit

SESSIONS = (
    Definition(
        "sessions.planned",
        _("Planned"),
        Unit.SESSIONS,
        _("Sessions and lessons that begin in the month and were ever published, whatever became of them."),
    ),
    Definition("sessions.held", _("Held"), Unit.SESSIONS, _("Planned ones that took place.")),
    Definition(
        "sessions.lost_rutan",
        _("Lost on the detention centre's side"),
        Unit.SESSIONS,
        _(
            "Planned ones called off for a reason of the detention centre, such as too few staff or a locked room."
        ),
    ),
    Definition(
        "sessions.lost_person",
        _("Lost on the person's side"),
        Unit.SESSIONS,
        _("Planned ones called off because nobody came, for reasons of their own."),
    ),
    Definition(
        "sessions.replanned",
        _("Called off and planned anew"),
        Unit.SESSIONS,
        _("Planned ones called off on nobody's side, usually because another time took their place."),
    ),
    Definition(
        "sessions.unmarked",
        _("Not marked yet"),
        Unit.SESSIONS,
        _(
            "Planned ones of which nobody had written down, when the report was made, whether they took place."
        ),
    ),
    Definition(
        "sessions.moved",
        _("Moved to another time"),
        Unit.SESSIONS,
        _(
            "Planned ones that were published for another time before; each counts in the month where it is now."
        ),
    ),
    Definition(
        "sessions.loss",
        _("Why sessions were lost on the detention centre's side"),
        Unit.SESSIONS,
        _("Sessions lost on the detention centre's side, by the reason that was marked for them."),
    ),
    Definition(
        "sessions.marks",
        _("Attendance at sessions held"),
        Unit.ATTENDANCES,
        _("Marks, one a person and session, of the rehabilitation sessions of the month that took place."),
    ),
    Definition(
        "sessions.mark",
        _("At sessions held"),
        Unit.ATTENDANCES,
        _("These marks by what was marked; the share of those present is the attendance rate."),
    ),
    Definition(
        "sessions.lesson_marks",
        _("Attendance at lessons held"),
        Unit.LESSON_ATTENDANCES,
        _("Marks, one a person and lesson, of the training lessons of the month that took place."),
    ),
    Definition(
        "sessions.lesson_mark",
        _("At lessons held"),
        Unit.LESSON_ATTENDANCES,
        _("These marks by what was marked; the share of those present is the attendance rate of training."),
    ),
)
OUTCOMES = (
    Definition(
        "outcomes.enrolled",
        _("Began a course"),
        Unit.ENROLMENTS,
        _("Enrolments that got their place in a batch in the month."),
    ),
    Definition(
        "outcomes.trained",
        _("Completed a course"),
        Unit.ENROLMENTS,
        _("Enrolments that ended in the month with the course completed."),
    ),
    Definition(
        "outcomes.certified",
        _("Certificates issued"),
        Unit.ENROLMENTS,
        _("Enrolments whose certificate bears a day of the month and has not been revoked."),
    ),
    Definition(
        "outcomes.failed",
        _("Did not complete the course"),
        Unit.ENROLMENTS,
        _("Enrolments that ended in the month without the attendance or the result the course asks for."),
    ),
    Definition(
        "outcomes.left",
        _("Left the course"),
        Unit.ENROLMENTS,
        _("Enrolments that ended in the month because the person left the batch."),
    ),
    Definition(
        "outcomes.course", _("Completed"), Unit.ENROLMENTS, _("Courses completed in the month, by course.")
    ),
)
PROBLEMS = (
    Definition(
        "problems.not_ready",
        _("Periods without sessions"),
        Unit.PERIODS,
        _(
            "Periods in which the detention centre or a room could not hold sessions and that touch the month."
        ),
    ),
    Definition(
        "problems.reason", _("Periods without sessions"), Unit.PERIODS, _("These periods by their reason.")
    ),
    Definition(
        "problems.waiting",
        _("Waiting"),
        Unit.PEOPLE,
        _(
            "People in custody on the last day of the month, by the step they waited for at the end of that day."
        ),
    ),
)
