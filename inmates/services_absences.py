"""Being away and coming back: hospital, court, other escorted absences. The place in the cell stays the person's."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from inmates import wording_places
from inmates.domain.absences import Fault, faults_of_leaving, faults_of_return
from inmates.enums import AbsenceKind
from inmates.models import Absence, Inmate, Stay
from inmates.refusals import AbsenceRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@transaction.atomic
def send_out(
    *,
    inmate: Inmate,
    kind: AbsenceKind,
    destination: str,
    by: User,
    request_key: UUID,
    letter_number: str = "",
    left_at: datetime | None = None,
    expected_at: datetime | None = None,
) -> Absence:
    """Write down that somebody was taken out of the facility and is to come back.

    :param left_at: when; now if it is not said.
    :param request_key: the same again answers with the first.
    :raises AbsenceRefused: with everything that speaks against it.
    """
    if done := earlier(Absence.all_objects, request_key, inmate=inmate, kind=kind):
        return done
    inmate = _locked(inmate)
    stay = Stay.objects.of(inmate).lasting().first()
    if stay is None:
        raise AbsenceRefused(wording_places.not_here(inmate.full_name))
    left_at = left_at or clock.now()
    away = Absence.objects.of(inmate).open().exists()
    _refuse(
        faults_of_leaving(left_at, expected_at, is_away=away, since=_since(stay), now=clock.now()),
        inmate.full_name,
    )
    absence = Absence(facility_id=stay.facility_id, stay=stay, inmate=inmate, kind=kind, left_at=left_at)
    absence.destination, absence.letter_number = destination.strip(), letter_number.strip()
    absence.expected_at, absence.recorded_by, absence.recorded_at = expected_at, by, clock.now()
    absence.request_key = request_key
    absence.save(force_insert=True)
    record(action="inmates.person.sent_out", subject=inmate, by=by, facility=inmate.facility, kind=kind.value)
    return absence


@transaction.atomic
def bring_back(*, absence: Absence, by: User, back_at: datetime | None = None) -> Absence:
    """Write down that somebody came back, now or at a moment in the past.

    :raises AbsenceRefused: when they are back already, or the time cannot be.
    """
    inmate = _locked(absence.inmate)
    absence = Absence.all_objects.get(pk=absence.pk)
    back_at = back_at or clock.now()
    if absence.voided_at or absence.back_at:
        raise AbsenceRefused(wording_places.back_already(inmate.full_name))
    if found := faults_of_return(absence.left_at, back_at, now=clock.now()):
        raise AbsenceRefused(*wording_places.faults_of_return(found, absence.left_at))
    absence.back_at, absence.back_recorded_by = back_at, by
    absence.save(update_fields=["back_at", "back_recorded_by"])
    record(
        action="inmates.person.came_back", subject=inmate, by=by, facility=inmate.facility, kind=absence.kind
    )
    return absence


@transaction.atomic
def withdraw_absence(*, absence: Absence, by: User) -> None:
    """Void an absence that was entered by mistake; a second time changes nothing."""
    inmate = _locked(absence.inmate)
    voided = Absence.objects.filter(pk=absence.pk).update(voided_at=clock.now(), voided_by=by)
    if voided:
        record(action="inmates.absence.withdrawn", subject=inmate, by=by, facility=inmate.facility)


def _refuse(found: tuple[Fault, ...], name: str) -> None:
    if found:
        raise AbsenceRefused(*wording_places.faults_of_leaving(found, name))


def _since(stay: Stay) -> datetime:
    """From when on somebody can have left: the admission, or the last return."""
    last = Absence.objects.filter(stay=stay, back_at__isnull=False).order_by("back_at", "pk").last()
    admitted = stay.facility.start_of(stay.admitted_on)
    return max(admitted, last.back_at) if last and last.back_at else admitted


def _locked(inmate: Inmate) -> Inmate:
    people = Inmate.all_objects.select_for_update(no_key=True, of=("self",))
    return people.select_related("facility").get(pk=inmate.pk)


__all__ = ["bring_back", "send_out", "withdraw_absence"]
