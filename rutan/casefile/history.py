"""One person's history: what every package knows, on one line of time, newest first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.queries import Read
from inmates.enums import Arrival, GrantPurpose
from inmates.models import AccessGrant, Consent, Inmate, Stay
from inmates.queries_whereabouts import History as Kept
from rehab import wording as rehab_words
from rehab.domain.lifecycle import PlacementState
from rehab.models import Attendance, Placement
from rehab.queries_pages import DecisionShown
from rutan.core import dates
from rutan.timetable.enums import LostBy
from training.models import Enrolment

SHOWN = 40  # so many lines beside a person's file; the rest is a page of its own


@dataclass(frozen=True)
class Happened:
    """One line of the history; ``at`` is a moment, or a day where only that is known.

    ``recorded_at`` is when it was written down: it tells what of one day came after what.
    """

    at: datetime | date
    text: str
    url: str = ""
    lost_by: str = ""
    recorded_at: datetime | None = None

    @property
    def when(self) -> str:
        """The day in words, with the time where it is known."""
        return dates.near(self.at)

    def year(self, zone: ZoneInfo) -> int:
        """The year in which it happened, on the clock of the facility."""
        return self.at.astimezone(zone).year if isinstance(self.at, datetime) else self.at.year

    def key(self, zone: ZoneInfo) -> datetime:
        """Where it stands on the line of time: a bare day at its beginning, or where it was written down on that day."""
        if isinstance(self.at, datetime):
            return self.at
        begins = datetime.combine(self.at, time(), tzinfo=zone)
        ends = begins + timedelta(days=1)
        return begins if self.recorded_at is None else min(max(begins, self.recorded_at), ends)


@dataclass(frozen=True)
class History:
    """Everything that happened, newest first; beside the file stand the first of it, and how many more there are."""

    events: tuple[Happened, ...]
    zone: ZoneInfo

    @property
    def shown(self) -> tuple[Happened, ...]:
        """What stands beside the file."""
        return self.events[:SHOWN]

    @property
    def more(self) -> int:
        """How many do not."""
        return len(self.events[SHOWN:])

    @property
    def years(self) -> dict[int, int]:
        """How many things happened in each year, the last year first."""
        return dict(Counter(event.year(self.zone) for event in self.events))

    def of(self, year: int) -> list[Happened]:
        """What happened in one year."""
        return [event for event in self.events if event.year(self.zone) == year]


def in_order(events: Iterator[Happened], zone: ZoneInfo) -> History:
    """Put the newest events first."""
    return History(tuple(sorted(events, key=lambda event: event.key(zone), reverse=True)), zone)


def of_register(stays: Iterable[Stay]) -> Iterator[Happened]:
    """Admissions and departures; of one day the later stay is told first, as it comes after the earlier one."""
    for stay in stays:
        if stay.left_on:
            yield Happened(stay.left_on, str(stay.get_departure_display()))
        new = stay.arrival == Arrival.ADMISSION
        yield Happened(stay.admitted_on, _("Admitted") if new else str(stay.get_arrival_display()))


def of_places(kept: Kept) -> Iterator[Happened]:
    """Moves between cells."""
    for shown in kept.places:
        # The first cell came with the admission, which is told already.
        if shown.place.request_key is not None:
            text = _("Moved to cell %(cell)s") % {"cell": shown.place.cell.code}
            yield Happened(shown.place.starts_at, text)


def of_absences(kept: Kept) -> Iterator[Happened]:
    """When somebody was taken out of the facility, why and where to: a court or a hospital says more than a cell."""
    for absence in kept.absences:
        facts = {"kind": absence.get_kind_display(), "where": absence.destination}
        yield Happened(absence.left_at, _("Taken out: %(kind)s, %(where)s") % facts)
        if absence.back_at:
            yield Happened(absence.back_at, _("Came back: %(kind)s, %(where)s") % facts)


def of_assessments(reads: list[Read]) -> Iterator[Happened]:
    """Forms that were taken and signed."""
    for read in reads:
        outcome = f": {read.overall.band_label}" if read.overall and read.overall.band_label else ""
        who = f"{read.assessor}, {read.agency}" if read.agency else read.assessor
        text = _("%(form)s %(state)s%(outcome)s (%(who)s)") % {
            "form": read.name,
            "state": read.state_label.lower(),
            "outcome": outcome,
            "who": who,
        }
        url = reverse("assessments:show", args=[read.id])
        yield Happened(read.taken_on, text, url, recorded_at=read.signed_at)


def of_decisions(inmate: Inmate, decisions: list[DecisionShown], *, linked: bool) -> Iterator[Happened]:
    """Tier decisions, and what the second person said."""
    url = reverse("rehab:tier", args=[inmate.pk]) if linked else ""
    for shown in decisions:
        decision = shown.decision
        facts = {"tier": rehab_words.tier_word(decision.decided), "who": decision.decided_by.full_name}
        yield Happened(decision.decided_at, _("Tier decided: %(tier)s (%(who)s)") % facts, url)
        if decision.second_at and decision.second_by:
            facts = {"state": shown.state, "who": decision.second_by.full_name}
            yield Happened(decision.second_at, _("Tier decision %(state)s (%(who)s)") % facts, url)


def of_placements(placements: list[Placement]) -> Iterator[Happened]:
    """When somebody joined a group, and how it ended."""
    for placement in placements:
        group = placement.group.name
        text = _("Placed in %(group)s") % {"group": group}
        yield Happened(placement.starts_on, text, recorded_at=placement.placed_at)
        if placement.ended_on:
            state = rehab_words.PLACEMENT_STATES[PlacementState(placement.state)]
            facts = {"group": group, "state": str(state)}
            yield Happened(placement.ended_on, _("%(group)s: %(state)s") % facts)


def of_attendance(marks: list[Attendance]) -> Iterator[Happened]:
    """Sessions, and what became of them for the person."""
    for mark in marks:
        booking = mark.session.booking
        facts = {
            "session": rehab_words.session_type(mark.session.unit.session_type),
            "state": mark.get_state_display().lower(),
        }
        lost_by = "" if mark.lost_by == LostBy.NONE else str(mark.lost_by)
        yield Happened(
            booking.slot.starts_at, (_("%(session)s: %(state)s") % facts).capitalize(), "", lost_by
        )


def of_consents(consents: list[Consent]) -> Iterator[Happened]:
    """What was agreed to, refused or taken back; what was said on one day to one agency is one line."""

    def sitting(consent: Consent) -> tuple[date, str, str]:
        agency = consent.agency.short_name if consent.agency else ""
        return consent.decided_on, str(consent.get_state_display()).lower(), agency

    for (day, state, agency), group in groupby(sorted(consents, key=sitting), key=sitting):
        said = list(group)
        about = ", ".join(str(consent.get_subject_display()).lower() for consent in said)
        facts = {"state": state, "about": about, "agency": f" ({agency})" if agency else ""}
        text = _("Consent %(state)s: %(about)s%(agency)s") % facts
        yield Happened(day, text, recorded_at=max(consent.recorded_at for consent in said))


def of_grants(grants: list[AccessGrant]) -> Iterator[Happened]:
    """To whom the record was opened, and when it was closed again."""
    for grant in grants:
        name = {"name": grant.agency.short_name if grant.agency else str(grant.user)}
        is_case_officer = grant.purpose == GrantPurpose.CASE_OFFICER
        begun = _("%(name)s became the case officer") if is_case_officer else _("Record opened to %(name)s")
        yield Happened(grant.granted_at, begun % name)
        if grant.ended_at:
            ended = _("%(name)s is the case officer no longer")
            ended = ended if is_case_officer else _("Record closed to %(name)s")
            yield Happened(grant.ended_at, ended % name)


def of_training(enrolments: list[Enrolment]) -> Iterator[Happened]:
    """Batches somebody joined, and how that ended."""
    for enrolment in enrolments:
        facts = {"course": enrolment.batch.course.name}
        if enrolment.enrolled_on:
            yield Happened(enrolment.enrolled_on, _("Enrolled in skills training: %(course)s") % facts)
        if enrolment.ended_on:
            facts |= {"state": enrolment.get_state_display()}
            yield Happened(enrolment.ended_on, _("Skills training %(course)s: %(state)s") % facts)
