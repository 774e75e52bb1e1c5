"""One person, everything the signed-in role may see, nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.queries import Read, assessments_of
from inmates.enums import ConsentState
from inmates.models import AccessGrant, Consent, Inmate, Merge, Photo
from inmates.queries_apart_pages import Shown as ApartShown
from inmates.queries_apart_pages import of_person as apart_of
from inmates.queries_consent import ConsentBadge, badges_of
from inmates.queries_history import StayShown, stays_of
from inmates.queries_merging import merges_into
from inmates.queries_photo import photo_shown
from inmates.queries_whereabouts import History as Kept
from inmates.queries_whereabouts import history_of as kept_of
from rehab.domain.stage import Stage as Reached
from rehab.models import Attendance, Placement
from rehab.queries_case_officers import case_officer_of
from rehab.queries_pages import DecisionShown, TierPage, Why, tier_page
from rehab.stages import with_stage
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope, current
from rutan.casefile import history, merged, way
from rutan.casefile.history import Happened, History
from rutan.casefile.progress import Progress, marks_of, placements_of, progress_of
from rutan.casefile.sharing import Sharing, sharing
from rutan.core.shapes import Stage
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Booking
from rutan.timetable.naming import titles_for
from rutan.timetable.queries import bookings_of_person
from training.models import Enrolment

AHEAD = timedelta(days=14)
SHOWN_AHEAD = 10
NEED_CONSENT = (Reached.TO_PLACE, Reached.IN_PROGRAMME)


@dataclass(frozen=True)
class NextStep:
    """The one deed that comes next for a person, for whoever may do it."""

    label: str
    url: str


@dataclass(frozen=True)
class Ahead:
    """A session to come, with the title its reader may know."""

    booking: Booking
    title: str


@dataclass(frozen=True)
class CaseFile:
    """What one page shows of a person; a part the role may not see is not in it at all."""

    inmate: Inmate
    on: date
    may: Sharing
    reads: list[Read]
    reached: Reached | None = None
    tier: TierPage | None = None
    placements: list[Placement] = field(default_factory=list)
    marks: list[Attendance] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    ahead: list[Ahead] = field(default_factory=list)
    training: list[Enrolment] = field(default_factory=list)
    lacks_consent: bool = False
    took_back: Consent | None = None
    photo: Photo | None = None
    consents: list[ConsentBadge] = field(default_factory=list)
    next: NextStep | None = None
    kept: Kept | None = None
    apart: list[ApartShown] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    case_officer: AccessGrant | None = None
    stays: list[StayShown] = field(default_factory=list)

    @property
    def age(self) -> int:
        """In full years."""
        return age_on(self.inmate.born_on, self.on)

    @property
    def decision(self) -> DecisionShown | None:
        """The decision that stands: the newest that was not declined."""
        decisions = self.tier.decisions if self.tier else ()
        return next((shown for shown in decisions if shown.decision.state != "declined"), None)

    @property
    def why(self) -> Why | None:
        """Why this tier: as it was when it was decided, else as it would be recommended now."""
        if self.decision:
            return self.decision.why
        return self.tier.why if self.tier and self.tier.why.tier else None

    @property
    def reasons_shown(self) -> bool:
        """Reasons name scores, so they are for whoever may read every form they rest on."""
        readable = {read.id for read in self.reads}
        return bool(
            self.why and self.may.scores and all(fact.assessment_id in readable for fact in self.why.facts)
        )

    @property
    def steps(self) -> list[Stage]:
        """The strip under the name."""
        latest = self.placements[0] if self.placements else None
        if self.reached is None:
            return []
        steps = way.steps(self.reached, latest, on=self.on)
        return way.linked(steps, self.inmate) if self.may.reasoning else steps


def case_file(inmate: Inmate, scope: Scope, *, on: date, now: datetime) -> CaseFile:
    """Gather the case file of a person whose record the scope's user has opened."""
    assert scope.user is not None  # somebody has opened the record
    may = sharing(scope, inmate, on=on)
    reached = _reached(inmate, scope.user, may) if may.tier else None
    placements = _known(placements_of(inmate), may) if may.tier else []
    # Whoever marks only their own sessions reads only of those.
    own = None if scope.may(Permission.ATTENDANCE_VIEW) else scope.user
    marks = marks_of(inmate, own_of=own) if may.progress else []
    lacks_consent = bool(may.consents and reached in NEED_CONSENT and not _agrees(inmate, on))
    return CaseFile(
        inmate=inmate,
        on=on,
        may=may,
        reads=assessments_of(inmate, scope),
        reached=reached,
        tier=tier_page(inmate, on=on) if may.tier else None,
        placements=placements,
        marks=marks,
        progress=progress_of(placements, marks) if may.progress else [],
        ahead=_ahead(inmate, scope.user, now) if may.timetable else [],
        training=_training(inmate, scope) if may.training else [],
        lacks_consent=lacks_consent,
        took_back=_took_back(inmate) if lacks_consent else None,
        photo=photo_shown(inmate, scope, on=on)
        if may.identity and scope.may(Permission.DATES_VIEW)
        else None,
        consents=badges_of(inmate, on=on) if may.consents and inmate.left_on is None else [],
        next=next_step(inmate, reached, scope),
        kept=kept_of(inmate) if may.places else None,
        apart=apart_of(scope.user, inmate, on=on) if scope.may(Permission.KEEP_APART_VIEW) else [],
        merges=merges_into(inmate, scope.user),
        case_officer=case_officer_of(inmate) if may.house else None,
        stays=stays_of(inmate, scope.user, legal=may.legal) if may.register else [],
    )


def next_step(inmate: Inmate, reached: Reached | None, scope: Scope) -> NextStep | None:
    """Say what the scope's user would do next for this person, if it is theirs to do."""
    if scope.may(Permission.ASSESSMENT_ENTER):
        return NextStep(_("New assessment"), reverse("assessments:start", args=[inmate.pk]))
    if reached is Reached.TO_DECIDE and scope.may(Permission.TIER_DECIDE):
        return NextStep(_("Decide the tier"), reverse("rehab:tier", args=[inmate.pk]))
    if reached is Reached.TO_PLACE and scope.may(Permission.PLACEMENT_CREATE):
        return NextStep(_("Place in a group"), reverse("rehab:place", args=[inmate.pk]))
    if reached is Reached.AWAITING_SECOND and scope.may(Permission.TIER_CONFIRM):
        return NextStep(_("Confirm or decline"), reverse("rehab:tier", args=[inmate.pk]))
    return None


def history_of(file: CaseFile) -> History:
    """Return everything that happened, newest first, of the parts that are in the file."""
    return history.in_order(_events(file), file.inmate.facility.zone)


@dataclass(frozen=True)
class Year:
    """One year of a history: what happened in it, and the years there are, each with how many things."""

    number: int
    events: list[Happened]
    all: list[tuple[int, int]]


def chosen_year(history: History, wanted: str) -> Year | None:
    """Return the year that was asked for, else the last in which anything happened; None if nothing ever did."""
    years = history.years
    if not years:
        return None
    asked = int(wanted) if wanted.isdecimal() and len(wanted) == len("2026") else 0
    number = asked if asked in years else max(years)
    return Year(number, history.of(number), sorted(years.items(), reverse=True))


def age_on(born_on: date, day: date) -> int:
    """Return full years; somebody born on 29 February has the birthday on 1 March of an ordinary year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _events(file: CaseFile) -> Iterator[Happened]:
    if file.may.register:
        own = [shown.stay for shown in file.stays if shown.stay.inmate_id == file.inmate.pk]
        yield from history.of_register(own)
    if file.kept:
        yield from history.of_places(file.kept)
    if file.kept and file.may.register:
        yield from history.of_absences(file.kept)
    yield from history.of_assessments(file.reads)
    decisions = list(file.tier.decisions) if file.tier else []
    yield from history.of_decisions(file.inmate, decisions, linked=file.may.reasoning)
    yield from history.of_placements(file.placements)
    yield from history.of_attendance(file.marks)
    yield from history.of_training(file.training)
    if file.may.consents:
        yield from history.of_consents(list(Consent.all_objects.of(file.inmate).select_related("agency")))
    if file.may.grants:
        grants = AccessGrant.objects.filter(inmate=file.inmate)
        yield from history.of_grants(list(grants.select_related("agency", "user")))

    for merge in file.merges:
        yield from merged.events_of(merge, current(), on=file.on)


def _reached(inmate: Inmate, user: User, may: Sharing) -> Reached | None:
    """The stage, if it may be known; the person is among those the user reaches, or the file would not be open."""
    found = with_stage(Inmate.objects.visible_to(user).filter(pk=inmate.pk)).get()
    reached = Reached(vars(found)["stage"])
    known = may.ended if reached is Reached.ENDED else may.running
    return reached if known else None


def _known(placements: list[Placement], may: Sharing) -> list[Placement]:
    """Those of which it may be known that they run, or how they ended."""
    return [placement for placement in placements if (may.ended if placement.ended_on else may.running)]


def _agrees(inmate: Inmate, on: date) -> bool:
    return Consent.objects.of(inmate).to_take_part().in_force(on=on).exists()


def _took_back(inmate: Inmate) -> Consent | None:
    """What was said last about taking part, where that was a no."""
    last = Consent.objects.of(inmate).to_take_part().order_by("-decided_on", "-pk").first()
    return last if last and last.state in (ConsentState.WITHDRAWN, ConsentState.REFUSED) else None


def _training(inmate: Inmate, scope: Scope) -> list[Enrolment]:
    """Enrolments the reader may know of; whoever only teaches knows of their own batches."""
    assert scope.user is not None  # as above
    enrolments = Enrolment.objects.visible_to(scope.user).filter(inmate=inmate)
    if not scope.may(Permission.TRAINING_VIEW):
        enrolments = enrolments.filter(batch__instructor=scope.user)
    enrolments = enrolments.select_related("batch__course", "document")
    return list(enrolments.order_by("-asked_at", "-pk"))


def _ahead(inmate: Inmate, user: User, now: datetime) -> list[Ahead]:
    coming = bookings_of_person(inmate, Slot(now, now + AHEAD)).select_related("room", "facility")
    shown = list(coming[:SHOWN_AHEAD])
    titles = titles_for(user, shown)
    return [Ahead(booking, titles[booking.pk]) for booking in shown]
