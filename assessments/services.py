"""Taking a form: begin it, save it as it is filled in, put it aside, declare a signed one void."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.domain import registry
from assessments.domain.answers import Problem, ProblemCode, problems, prune
from assessments.domain.shape import flatten, nest
from assessments.enums import AssessmentState, ReferencePeriod
from assessments.models import Assessment
from assessments.refusals import AnswersWouldDrop, AssessmentRefused, DraftExists, DraftMovedOn
from inmates.enums import CustodyState
from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.reach import Held
from rutan.agencies.models import Agency
from rutan.audit.services import record
from rutan.core import clock, dates
from rutan.core.request_keys import earlier


@dataclass(frozen=True)
class Saved:
    """A draft after saving, and which answers were not taken over because they are not valid."""

    draft: Assessment
    problems: tuple[Problem, ...]


@transaction.atomic
def start_assessment(
    *,
    inmate: Inmate,
    instrument: str,
    reference_period: str,
    anchor_on: date | None,
    taken_on: date,
    by: User,
    agency: Agency | None,
    request_key: UUID,
) -> Assessment:
    """Begin a form for a person; the same ``request_key`` again answers with the first.

    ``agency`` is the one the assessor works for, None for the facility's own staff. ``anchor_on`` is the day from which
    the period before detention is counted back; none for the calendar period.

    :raises DraftExists: naming the draft, when the assessor has one of this instrument for the person.
    :raises AssessmentRefused: when the person has left or the period does not fit the instrument.
    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"inmate": inmate, "instrument": instrument, "assessor": by}
    if repeated := earlier(Assessment.all_objects, request_key, **deed):
        return repeated
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    _refuse_start(inmate, instrument, reference_period, anchor_on, taken_on)
    if found := Assessment.objects.drafts_of(by).of(inmate).of_instrument(instrument).first():
        raise DraftExists(found.pk)
    draft = Assessment(inmate=inmate, facility_id=inmate.facility_id, agency=agency, assessor=by)
    draft.instrument, draft.instrument_version = instrument, registry.instrument(instrument).version
    draft.reference_period, draft.anchor_on, draft.taken_on = reference_period, anchor_on, taken_on
    draft.language, draft.request_key = by.language, request_key
    draft.started_at = draft.saved_at = clock.now()
    # A form that is taken again after a result was declared void names the one it stands in for.
    draft.supersedes = Assessment.all_objects.of(inmate).of_instrument(instrument).to_replace(agency).first()
    draft.save(force_insert=True)
    record(action="assessments.assessment.started", subject=draft, by=by, instrument=instrument)
    return draft


def _refuse_start(
    inmate: Inmate, instrument: str, reference_period: str, anchor_on: date | None, taken_on: date
) -> None:
    if inmate.state != CustodyState.IN_CUSTODY:
        raise AssessmentRefused(_("This person has left; a new form cannot be begun."))
    if reference_period not in registry.instrument(instrument).reference_periods:
        raise AssessmentRefused(_("This instrument is not taken for that period."))
    if taken_on > clock.today():
        raise AssessmentRefused(_("The interview lies in the future."))
    if taken_on < inmate.admitted_on:
        text = _("The interview lies before the admission on %(day)s.")
        raise AssessmentRefused(text % {"day": dates.long_date(inmate.admitted_on)})
    counted_back = reference_period == ReferencePeriod.BEFORE_DETENTION
    if counted_back and (anchor_on is None or anchor_on > taken_on):
        raise AssessmentRefused(
            _("The period before detention is counted back from a day before the interview.")
        )
    if not counted_back and anchor_on is not None:
        raise AssessmentRefused(_("Only the period before detention is counted back from a day."))


@transaction.atomic
def save_draft(
    *, draft: Assessment, answers: Mapping[str, object], version: int, by: User, drop: bool = False
) -> Saved:
    """Store the answers so far; what is not valid is left out and named, the rest is kept.

    ``version`` is the one the page was loaded with. Saving the same answers again changes nothing, whatever the version,
    so a repeat after a lost answer is harmless. ``drop`` confirms that answers which the skip rules now leave out go.

    :raises DraftMovedOn: when another window has saved since.
    :raises AnswersWouldDrop: naming the answers, when some no longer belong and that is not confirmed.
    :raises AssessmentRefused: when it is no longer a draft.
    """
    row = _locked(draft, by)
    definition = row.definition
    pruned = prune(definition, answers)
    dropped = prune(definition, nest(flatten(row.answers) | flatten(answers))).dropped
    # A name that is not there yet is still open, like any other question; it is no wrong answer.
    found = tuple(
        each for each in problems(definition, pruned.answers) if each.code is not ProblemCode.NAME_MISSING
    )
    kept = _without(pruned.answers, {each.path for each in found})
    if kept == row.answers:
        return Saved(row, found)
    if version != row.version:
        raise DraftMovedOn(row.saved_at)
    if dropped and not drop:
        raise AnswersWouldDrop(definition, dropped)
    row.answers, row.version, row.saved_at = kept, row.version + 1, clock.now()
    row.save(update_fields=["answers", "version", "saved_at"])
    return Saved(row, found)


@transaction.atomic
def discard_draft(*, draft: Assessment, by: User) -> Assessment:
    """Put a draft aside; it is kept as void, and a new one may be begun.

    :raises AssessmentRefused: when it is signed already.
    """
    row = Assessment.all_objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if row.state == AssessmentState.VOID:
        return row
    row = _locked(draft, by)
    row.state, row.voided_at, row.voided_by = AssessmentState.VOID, clock.now(), by
    row.save(update_fields=["state", "voided_at", "voided_by"])
    record(action="assessments.assessment.discarded", subject=row, by=by, instrument=row.instrument)
    return row


@transaction.atomic
def void_assessment(*, assessment: Assessment, reason: str, by: User) -> Assessment:
    """Declare a signed result void, with the reason; the answers stay as they were signed.

    :raises AssessmentRefused: when somebody else than :func:`may_void` allows asks, or it is not signed.
    """
    row = Assessment.all_objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if row.state == AssessmentState.VOID:
        return row
    if row.state != AssessmentState.SIGNED or not reason.strip():
        raise AssessmentRefused(_("Only a signed result can be declared void, with a reason."))
    if not may_void(row, by):
        raise AssessmentRefused(_("Only the assessor who signed it, or a colleague of the same agency, may."))
    row.state, row.void_reason = AssessmentState.VOID, reason.strip()
    row.voided_at, row.voided_by = clock.now(), by
    row.save(update_fields=["state", "void_reason", "voided_at", "voided_by"])
    record(action="assessments.assessment.voided", subject=row, by=by, instrument=row.instrument)
    return row


def may_void(assessment: Assessment, user: User) -> bool:
    """Whether a person may declare a result void: the assessor who signed it, or an assessor of the same agency.

    Not the rehabilitation officer, who decides on the ground of these results and must not choose among them.
    """
    if assessment.state != AssessmentState.SIGNED:
        return False
    colleague = Held(Role.ASSESSOR, None, assessment.agency_id)
    return assessment.assessor_id == user.pk or (
        assessment.agency_id is not None and colleague in user.reach.held
    )


def _locked(draft: Assessment, by: User) -> Assessment:
    row = Assessment.all_objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if row.state != AssessmentState.DRAFT or row.assessor_id != by.pk:
        raise AssessmentRefused(_("This form is no longer a draft, so it cannot be changed."))
    return row


def _without(answers: Mapping[str, object], paths: set[str]) -> dict[str, object]:
    return nest({path: value for path, value in flatten(answers).items() if path not in paths})
