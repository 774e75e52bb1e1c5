"""Sentences about training."""

from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rutan.core import dates
from training.domain.enrolment import Found, Obstacle
from training.domain.lifecycle import BatchState, EnrolmentState
from training.models import Enrolment
from training.wording_states import BATCH_STATES, ENROLMENT_STATES

OBSTACLES: dict[Obstacle, str | Promise] = {
    Obstacle.NOT_IN_CUSTODY: gettext_lazy("%(name)s is no longer in custody."),
    Obstacle.OTHER_FACILITY: gettext_lazy("%(name)s is at another facility."),
    Obstacle.BATCH_CLOSED: gettext_lazy("%(batch)s takes nobody any more."),
    Obstacle.ALREADY_WAITING: gettext_lazy("%(name)s is on the waiting list already."),
    Obstacle.ALREADY_ENROLLED: gettext_lazy("%(name)s is in this batch already."),
    Obstacle.RELEASE_TOO_SOON: gettext_lazy(
        "%(name)s is released on %(day)s, before the batch ends or on its last day."
    ),
    Obstacle.KEPT_APART: gettext_lazy("%(name)s may not take part in %(batch)s. Ask the security staff."),
    Obstacle.BATCH_FULL: gettext_lazy("All %(number)d places of %(batch)s are taken."),
}
NOT_WITH = gettext_lazy("%(name)s and %(other)s may not be together, and %(other)s is in %(batch)s.")
BATCH_TONES: dict[BatchState, str] = {
    BatchState.PLANNED: "wait",
    BatchState.RUNNING: "now",
    BatchState.COMPLETED: "done",
    BatchState.CANCELLED: "off",
}
ENROLMENT_TONES: dict[EnrolmentState, str] = {
    EnrolmentState.WAITING: "wait",
    EnrolmentState.ENROLLED: "now",
    EnrolmentState.COMPLETED: "done",
    EnrolmentState.FAILED: "off",
    EnrolmentState.WITHDRAWN: "off",
}


def obstacle(found: Found) -> str:
    """Say what stands in the way."""
    day = dates.long_date(found.on) if found.on else ""
    facts = {"name": found.name, "batch": found.batch, "day": day, "number": found.number}
    sentence = NOT_WITH if found.other else OBSTACLES[found.code]
    return str(sentence) % {**facts, "other": found.other}


def on_day(day: date, sentence: str, *, on: date) -> str:
    """Say on which day something is in the way: "Besok: …"."""
    return f"{capfirst(dates.near(day, on))}: {sentence}"


def wrong_move(batch: BatchState) -> str:
    """Say that a batch cannot be started, finished or called off as it stands."""
    return _("This batch is “%(state)s”, so this cannot be done.") % {"state": BATCH_STATES[batch]}


def enrolment_over(name: str, state: EnrolmentState) -> str:
    """Say that an enrolment has ended already, or has not begun."""
    return _("%(name)s: “%(state)s”, so this cannot be done.") % {
        "name": name,
        "state": ENROLMENT_STATES[state],
    }


def still_taught(count: int) -> str:
    """Say that people of a batch have no result yet."""
    text = ngettext(
        "%(count)d person has no result yet. Complete the course for them or take them out first.",
        "%(count)d people have no result yet. Complete the course for them or take them out first.",
        count,
    )
    return text % {"count": count}


def too_seldom(name: str, *, percent: int, needed: int, held: int) -> str:
    """Say that somebody was there too seldom for a certificate."""
    if not held:
        return _("No attendance of %(name)s is marked yet.") % {"name": name}
    text = _("%(name)s was present at %(percent)d percent of the lessons; the course asks for %(needed)d.")
    return text % {"name": name, "percent": percent, "needed": needed}


def unmarked(names: Sequence[str]) -> str:
    """Say who was forgotten on an attendance sheet."""
    return _("Not marked yet: %(names)s.") % {"names": ", ".join(names)}


def reason_missing() -> str:
    """Say that a reason is needed."""
    return _("Say why the person leaves the batch.")


def outside_batch(first: str, last: str) -> str:
    """Say that a lesson does not lie within its batch's days."""
    return _("The lesson lies outside the batch, which runs from %(first)s to %(last)s.") % {
        "first": first,
        "last": last,
    }


def course_code_taken(code: str) -> str:
    """Say that another course has a code."""
    return _("Another course has the code “%(code)s”.") % {"code": code}


def batch_name_taken(name: str) -> str:
    """Say that a course has a batch of a name already."""
    return _("This course has a batch “%(name)s” already.") % {"name": name}


def batch_is_over() -> str:
    """Say why those who still waited left the list."""
    return _("The batch is over.")


def no_reason_for_cancelling() -> str:
    """Say that calling off needs a reason."""
    return _("Say why the batch is called off.")


def enrolled(enrolment: Enrolment) -> str:
    """Say what came of an enrolment."""
    name = enrolment.inmate.full_name
    if enrolment.is_waiting:
        return _("All places are taken: %(name)s is on the waiting list.") % {"name": name}
    return _("%(name)s has a place, and is expected at all lessons to come.") % {"name": name}


def left(
    enrolment: Enrolment,
    moved_up: Enrolment | None,
    passed_over: Sequence[tuple[Enrolment, Sequence[str]]],
) -> str:
    """Say who left, who moved up, and who could not and why."""
    said = [_("%(name)s has left the batch.") % {"name": enrolment.inmate.full_name}]
    for other, reasons in passed_over:
        text = _("%(name)s stays on the waiting list: %(reasons)s")
        said.append(text % {"name": other.inmate.full_name, "reasons": " ".join(reasons)})
    if moved_up:
        said.append(_("%(name)s has moved up from the waiting list.") % {"name": moved_up.inmate.full_name})
    return " ".join(said)


def correction_unexplained() -> str:
    """Marks that are stored change with a reason only."""
    return _("These people are marked already. Say why that is corrected.")


def marked_meanwhile() -> str:
    """Say that the sheet was filled in on other marks than are stored."""
    return _("Somebody marked this lesson meanwhile. Compare with what is stored, and save again.")


def lessons_ahead(count: int) -> str:
    """Say that a course that still runs is completed by nobody."""
    text = ngettext(
        "%(count)d lesson is still to come or not marked yet; nobody completes the course before it.",
        "%(count)d lessons are still to come or not marked yet; nobody completes the course before them.",
        count,
    )
    return text % {"count": count}
