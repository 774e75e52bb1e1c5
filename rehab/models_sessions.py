"""Sessions of the programme, and who was there."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rehab import guards
from rehab.domain.attendance import Mark
from rehab.enums import AttendanceState
from rehab.models_groups import Group, Placement
from rehab.models_programme import ProgrammeUnit
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import corrected_openly, kept, same_for_ever
from rutan.timetable.enums import BookingState, LostBy
from rutan.timetable.models import Booking, Claim

NEED_A_REASON = (Mark.EXCUSED.value, Mark.NOT_HELD.value)


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions by reach, group, time and what became of them."""

    def visible_to(self, user: User) -> Self:
        """Those of the facilities whose people the person may all reach, and those they lead themselves."""
        return self.filter(Q(booking__facility__in=user.reach.whole_facility_ids) | Q(pk__in=_led_by(user)))

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(booking__facility=facility)

    def led_by(self, user: User) -> Self:
        """Those a person leads."""
        return self.filter(pk__in=_led_by(user))

    def of_group(self, group: Group) -> Self:
        """Those of a group as a whole."""
        return self.filter(group=group)

    def of_groups(self, groups: Iterable[Group]) -> Self:
        """Those of several groups as a whole."""
        return self.filter(group__in=list(groups))

    def of_group_or_its_people(self, group: Group) -> Self:
        """Those of a group as a whole, and those of one of its people alone."""
        return self.filter(Q(group=group) | Q(placement__group=group))

    def on_day(self, day: date) -> Self:
        """Those that begin on a day."""
        return self.filter(booking__during__startswith__date=day)

    def between(self, first: date, last: date) -> Self:
        """Those that begin between two days, both included."""
        return self.filter(booking__during__startswith__date__range=(first, last))

    def planned(self) -> Self:
        """All that were ever published, whatever became of them."""
        return self.filter(booking__published_at__isnull=False)

    def held(self) -> Self:
        """Those that took place."""
        return self.filter(booking__state=BookingState.HELD)

    def begun_before(self, day: date) -> Self:
        """Those that begin before a day."""
        return self.filter(booking__during__startswith__date__lt=day)

    def to_come(self, now: datetime) -> Self:
        """Planned ones that have not begun."""
        return self.filter(booking__state=BookingState.PUBLISHED, booking__during__startswith__gt=now)

    def to_be_marked(self, now: datetime) -> Self:
        """Planned ones that are over: who was there has to be marked."""
        return self.filter(booking__state=BookingState.PUBLISHED, booking__during__endswith__lte=now)

    def with_people(self) -> Self:
        """Add to each ``people``, how many are to come, and ``marked``, how many are marked."""
        come = Q(booking__claims__inmate__isnull=False, booking__claims__voided_at=None)
        return self.annotate(
            people=models.Count("booking__claims", filter=come, distinct=True),
            marked=models.Count("attendance", distinct=True),
        )

    def not_called_off(self) -> Self:
        """Those that hold their number: drafts too, cancelled ones not."""
        return self.exclude(booking__state=BookingState.CANCELLED)

    def count_by_group(self) -> dict[int, int]:
        """How many each group has of them, by its key."""
        counts = self.filter(group__isnull=False).values_list("group").annotate(models.Count("pk")).order_by()
        return {int(group): int(count) for group, count in counts}

    def by_time(self) -> Self:
        """Earliest first."""
        return self.order_by("booking__during", "pk")

    def newest_first(self) -> Self:
        """Latest first."""
        return self.order_by("-booking__during", "-pk")


def _led_by(user: User) -> "models.QuerySet[Claim, int | None]":
    """Keys of the sessions on whose bookings a person has a claim as the facilitator."""
    led = Claim.objects.filter(facilitator=user, booking__session__isnull=False)
    return led.values_list("booking__session", flat=True)


@remembered
class Session(models.Model):
    """One meeting of the programme: of a whole group, or of one person alone.

    Its time, room and people are its booking's; ``number`` counts the sessions of its unit for the group or person.
    """

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="session")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    placement = models.ForeignKey(
        Placement, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    unit = models.ForeignKey(ProgrammeUnit, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="session_of_a_group_or_a_person",
                condition=Q(group__isnull=False, placement=None) | Q(group=None, placement__isnull=False),
                violation_error_message=_("A session is of a group or of one person."),
            ),
            models.CheckConstraint(
                name="session_numbers_begin_at_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Sessions are counted from one."),
            ),
        )
        triggers = (
            guards.session_of_one_facility_and_programme(),
            same_for_ever(
                "session_stays_what_it_is", "booking_id", "group_id", "placement_id", "unit_id", "number"
            ),
            guards.session_counted_in_turn(),
            guards.session_over_keeps_its_topic(),
            kept("session_is_kept"),
        )

    def __str__(self) -> str:
        return self.booking.title


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Marks by person, session and state."""

    def of(self, inmate: Inmate) -> Self:
        """All marks of a person."""
        return self.filter(placement__inmate=inmate)

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def between(self, first: date, last: date) -> Self:
        """Those of sessions that began between two days, both included."""
        return self.filter(session__booking__during__startswith__date__range=(first, last))

    def present(self) -> Self:
        """Those who were there."""
        return self.filter(state=AttendanceState.PRESENT)

    def at_held_sessions(self) -> Self:
        """Those of sessions that took place."""
        return self.filter(session__booking__state=BookingState.HELD)

    def lost_by(self, side: LostBy) -> Self:
        """Those lost on one side."""
        return self.filter(lost_by=side)


@remembered
class Attendance(models.Model):
    """What became of one session for one person. Whose side it was lost on is a truth of its own beside the state."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=10, choices=AttendanceState)
    lost_by = models.CharField(max_length=10, choices=LostBy, default=LostBy.NONE)
    reason = models.CharField(max_length=30, blank=True)
    note = models.CharField(max_length=300, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)
    correction = models.CharField(_("why it was corrected"), max_length=300, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("facility", "state"), name="attendance_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("session", "placement"),
                name="attendance_once_a_session",
                violation_error_message=_("The person is already marked for this session."),
            ),
            models.CheckConstraint(
                name="attendance_lost_on_a_side",
                condition=Q(state=AttendanceState.PRESENT, lost_by=LostBy.NONE)
                | Q(state=AttendanceState.NOT_HELD, lost_by=LostBy.RUTAN)
                | Q(state__in=(AttendanceState.SICK, AttendanceState.ABSENT), lost_by=LostBy.PERSON)
                | Q(state=AttendanceState.EXCUSED, lost_by__in=(LostBy.RUTAN, LostBy.PERSON)),
                violation_error_message=_("The side does not fit what was marked."),
            ),
            models.CheckConstraint(
                name="attendance_excused_with_a_reason",
                condition=(Q(state__in=NEED_A_REASON) & ~Q(reason=""))
                | (~Q(state__in=NEED_A_REASON) & Q(reason="")),
                violation_error_message=_("Whoever is excused has a reason, and only they."),
            ),
        )
        triggers = (
            guards.attendance_of_those_who_were_to_come(),
            guards.attendance_says_what_the_session_says(),
            corrected_openly("attendance_tells_its_correction", "state", "lost_by", "reason", "note"),
            same_for_ever("attendance_stays_of_its_session", "facility_id", "session_id", "placement_id"),
            kept("attendance_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.placement_id} {self.state}"
