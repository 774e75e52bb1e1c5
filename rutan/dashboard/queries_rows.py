"""The rows a figure counts, as its page shows them: whose, and why they are counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse

from assessments.models import Assessment
from assessments.wording import name as instrument_name
from inmates.models import Inmate, KeepApart, LooseEnd, RegisterImport, Transfer
from inmates.queries_apart_pages import entry_shown
from inmates.queries_loose_ends import as_shown
from rehab.models import Attendance, Placement
from rehab.queries_waiting import with_tier
from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import AGENCY_ROLES, Permission
from rutan.accounts.scope import Scope
from rutan.agencies.models import Facility
from rutan.audit.models import Event
from rutan.core import dates
from rutan.dashboard import wording_rows as wording
from rutan.dashboard.figure import Figure, Rows
from rutan.dashboard.links import of_booking, people_of_booking
from rutan.dashboard.reading import Reading
from rutan.dashboard.work_apart import IN_SESSIONS
from rutan.reports.models import ReportEdition
from rutan.timetable.models import Booking
from rutan.timetable.naming import titles_for
from training.models import Batch, Enrolment

AT_MOST = 1000
WHAT_IT_IS = (Permission.TIMETABLE_VIEW, Permission.TIMETABLE_VIEW_OWN)


@dataclass(frozen=True)
class Row:
    """One row; a person's name is written so that it can be hidden on paper."""

    title: str
    note: str
    url: str = ""
    is_person: bool = False
    under: str = ""
    tier: str | None = None


@dataclass(frozen=True)
class RowsPage:
    """The rows of a figure or of one part of it, and how many it counts."""

    figure: Figure
    part: str
    count: int
    rows: Sequence[Row]

    @property
    def label(self) -> str:
        """What is counted."""
        return self.figure.label_of(self.part)

    @property
    def is_cut(self) -> bool:
        """Whether there are more than a page holds."""
        return self.count > len(self.rows)

    @property
    def has_people(self) -> bool:
        """Whether the rows are people."""
        return any(row.is_person for row in self.rows)

    @property
    def has_tiers(self) -> bool:
        """Whether any row has a tier to show."""
        return any(row.tier for row in self.rows)


def rows_page(figure: Figure, reading: Reading, scope: Scope, *, part: str = "") -> RowsPage:
    """Return the rows of a figure as far as its reader may know of them."""
    rows = figure.rows_of(reading, part)
    shown = Shower(figure, reading, scope).all(rows)
    return RowsPage(figure, part, len(shown) if len(shown) < AT_MOST else rows.count(), shown)


@dataclass(frozen=True)
class Shower:
    """Turns rows of any model into what the page shows of them."""

    figure: Figure
    reading: Reading
    scope: Scope

    def all(self, rows: Rows) -> list[Row]:
        """Fetch and show at most a page of rows."""
        return SHOWN[rows.model](self, rows)

    def person(self, inmate: Inmate, note: str, tier: str | None = None) -> Row:
        """A row about somebody in custody."""
        return Row(
            title=inmate.full_name,
            url=reverse("inmates:show", args=[inmate.pk]),
            note=note,
            is_person=True,
            under=str(inmate.cell or ""),
            # What an agency may know of somebody is on their file, by what they agreed to.
            tier=tier
            if self.scope.may(Permission.TIER_VIEW) and not self.scope.roles <= AGENCY_ROLES
            else None,
        )

    def people(self, rows: Rows) -> list[Row]:
        """People, those who wait longest or leave first at the top, where the figure tells it; else by name."""
        if "tier" not in rows.query.annotations:
            rows = with_tier(rows)
        first = [self.figure.oldest] if self.figure.oldest else []
        found = rows.select_related("cell").order_by(*first, "full_name", "pk")[:AT_MOST]
        field = self.figure.oldest or "expires_on"
        return [
            self.person(each, wording.of_person(each, field, self.reading.today), vars(each)["tier"])
            for each in found
        ]

    def placements(self, rows: Rows) -> list[Row]:
        """Placements by the name of the person."""
        found = rows.select_related("inmate__cell", "group__programme").order_by("inmate__full_name", "pk")
        return [
            self.person(each.inmate, wording.of_placement(each, self.reading.last), each.group.programme.tier)
            for each in found[:AT_MOST]
        ]

    def marks(self, rows: Rows) -> list[Row]:
        """Marks by session and name."""
        people = rows.select_related("placement__inmate__cell", "session__booking")
        found = people.order_by("session__booking__during", "placement__inmate__full_name", "pk")
        return [self.person(each.placement.inmate, wording.of_mark(each)) for each in found[:AT_MOST]]

    def forms(self, rows: Rows) -> list[Row]:
        """Forms, the oldest first; their answers are nobody's business here."""
        found = rows.select_related("inmate__cell", "assessor").defer("answers", "result")
        return [
            self.person(
                each.inmate,
                wording.of_form(instrument_name(each.instrument), each.assessor.full_name, each.started_at),
            )
            for each in found.order_by("started_at", "pk")[:AT_MOST]
        ]

    def enrolments(self, rows: Rows) -> list[Row]:
        """Enrolments by the name of the person."""
        found = rows.select_related("inmate__cell", "batch__course").order_by("inmate__full_name", "pk")
        return [self.person(each.inmate, wording.of_enrolment(each)) for each in found[:AT_MOST]]

    def bookings(self, rows: Rows) -> list[Row]:
        """Sessions and lessons by time."""
        found = list(rows.select_related("room", "session", "lesson").order_by("during", "pk")[:AT_MOST])
        titles = titles_for(self.reading.user, found)
        return [self._booking(each, titles[each.pk]) for each in found]

    def _booking(self, booking: Booking, title: str) -> Row:
        note, room = wording.of_booking(booking, self.reading.now), booking.room.name
        if not self.scope.may(*WHAT_IT_IS):  # security staff see where and when
            return Row(room, note, reverse("timetable:movements"))
        if self.figure.code == IN_SESSIONS:
            return Row(title, note, people_of_booking(booking, self.scope), under=room)
        return Row(title, note, of_booking(booking, self.scope), under=room)

    def apart(self, rows: Rows) -> list[Row]:
        """Pairs who may not be together, by name; why is not told here."""
        found = rows.select_related("first__cell", "second__cell").order_by("first__full_name", "pk")
        return [
            Row(
                each.first.full_name,
                each.second.full_name,
                reverse("inmates:apart_show", args=[each.pk]),
                is_person=True,
                under=entry_shown(each, on=self.reading.today).where,
            )
            for each in found[:AT_MOST]
        ]

    def batches(self, rows: Rows) -> list[Row]:
        """Batches, the one that began first first."""
        found = rows.select_related("course").order_by("starts_on", "pk")[:AT_MOST]
        return [
            Row(str(each), wording.of_batch(each), reverse("training:batch", args=[each.pk]))
            for each in found
        ]

    def imports(self, rows: Rows) -> list[Row]:
        """Register files, the last first."""
        found = rows.select_related("uploaded_by").order_by("-pk")[:AT_MOST]
        return [
            Row(
                each.file_name, dates.moment(each.uploaded_at), reverse("inmates:import_show", args=[each.pk])
            )
            for each in found
        ]

    def loose_ends(self, rows: Rows) -> list[Row]:
        """What people who left have left open, theirs who left first at the top; each opens where it is settled."""
        found = rows.select_related("inmate", "stay").order_by("stay__left_on", "inmate__full_name", "pk")
        return [self._loose_end(each) for each in found[:AT_MOST]]

    def _loose_end(self, end: LooseEnd) -> Row:
        shown = as_shown(end)
        url = shown.url or reverse("inmates:settle", args=[end.pk])
        note = f"{shown.label}: {shown.words}" if shown.words else shown.label
        return Row(end.inmate.full_name, note, url, is_person=True, under=wording.of_leaving(end.stay))

    def transfers(self, rows: Rows) -> list[Row]:
        """People on the way here, the longest first."""
        found = rows.select_related("inmate", "facility", "stay").order_by("stay__left_on", "pk")[:AT_MOST]
        return [
            Row(
                each.inmate.full_name,
                each.facility.name,
                reverse("inmates:arrive", args=[each.pk]),
                is_person=True,
                under=wording.of_leaving(each.stay),
            )
            for each in found
        ]

    def editions(self, rows: Rows) -> list[Row]:
        """Editions of reports, the last first."""
        return [
            Row(
                wording.of_edition(each), wording.edition_since(each), reverse("reports:show", args=[each.pk])
            )
            for each in rows.order_by("-pk")[:AT_MOST]
        ]

    def users(self, rows: Rows) -> list[Row]:
        """People who sign in, by name."""
        return [
            Row(each.full_name, each.username, reverse("accounts:user", args=[each.pk]))
            for each in rows.order_by("full_name", "pk")[:AT_MOST]
        ]

    def events(self, rows: Rows) -> list[Row]:
        """Events of the audit trail, the last first."""
        return [
            Row(each.actor_name, wording.of_refusal(each), "", under=dates.moment(each.at))
            for each in rows.order_by("-at", "-pk")[:AT_MOST]
        ]

    def roles(self, rows: Rows) -> list[Row]:
        """Proposed roles, the oldest first."""
        found = rows.select_related("user").order_by("proposed_at", "pk")[:AT_MOST]
        return [
            Row(each.user.full_name, str(each.get_role_display()), reverse("accounts:approvals"))
            for each in found
        ]

    def facilities(self, rows: Rows) -> list[Row]:
        """The facility itself, where it is what something is missing of."""
        return [
            Row(each.name, str(self.figure.label), reverse("reports:list")) for each in rows.order_by("pk")
        ]


SHOWN: dict[type[Model], Callable[[Shower, Any], list[Row]]] = {
    Inmate: Shower.people,
    Placement: Shower.placements,
    Attendance: Shower.marks,
    Assessment: Shower.forms,
    Enrolment: Shower.enrolments,
    Booking: Shower.bookings,
    Batch: Shower.batches,
    RegisterImport: Shower.imports,
    LooseEnd: Shower.loose_ends,
    Transfer: Shower.transfers,
    KeepApart: Shower.apart,
    ReportEdition: Shower.editions,
    User: Shower.users,
    Event: Shower.events,
    RoleAssignment: Shower.roles,
    Facility: Shower.facilities,
}
