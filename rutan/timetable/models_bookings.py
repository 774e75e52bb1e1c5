"""What is planned: series of sessions that are to be laid, and bookings, the only place of start, end and room."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import of_one_facility, same_for_ever, void_for_good
from rutan.timetable import guards
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import ActivityKind, BookingState, LostBy
from rutan.timetable.models_rooms import Room
from rutan.timetable.ranges import bounded, range_of, slot_of

SEES_ALL = frozenset({Permission.TIMETABLE_VIEW, Permission.MOVEMENT_VIEW})
COUNTING = (BookingState.PUBLISHED, BookingState.HELD)


class SeriesQuerySet(models.QuerySet["Series"]):
    """Series by owner."""

    def owned_by(self, kind: ActivityKind, owner_id: int) -> Self:
        """Those of one group or batch."""
        return self.filter(kind=kind, owner_id=owner_id)


class SeriesManager(models.Manager["Series"]):
    """Leaves out what was withdrawn."""

    def get_queryset(self) -> SeriesQuerySet:
        """All series that stand."""
        return SeriesQuerySet(self.model, using=self._db).filter(voided_at=None)


class Series(models.Model):
    """Sessions that are to be planned: how many, how long, until when. Written by the package that owns the group.

    ``owner_id`` is the key of a rehabilitation group or a training batch, as ``kind`` says; there is no foreign key,
    since those tables are above this package.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="series")
    kind = models.CharField(max_length=10, choices=ActivityKind)
    owner_id = models.BigIntegerField()
    title = models.CharField(max_length=200)
    session_type = models.CharField(max_length=60)
    count = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    deadline = models.DateField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = SeriesManager.from_queryset(SeriesQuerySet)()
    all_objects = models.Manager["Series"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (models.Index(fields=("facility", "kind", "owner_id"), name="series_by_owner"),)
        constraints = (
            models.CheckConstraint(
                name="series_has_sessions",
                condition=Q(count__gt=0, minutes__gt=0),
                violation_error_message=_("A series has at least one session of at least one minute."),
            ),
        )
        triggers = (
            same_for_ever("series_stays_with_its_owner", "facility_id", "kind", "owner_id"),
            void_for_good(),
        )

    def __str__(self) -> str:
        return self.title


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings by facility, time, people and what became of them; figures compose these."""

    def visible_to(self, user: User) -> Self:
        """Those of facilities whose timetable the person sees, and those the person leads."""
        reach = user.reach
        whole = [place for place in reach.facility_ids if SEES_ALL & reach.permissions_at(place)]
        led = Booking.objects.led_by(user)
        return self.filter(Q(facility__in=whole) | Q(pk__in=led.values("pk")))

    def led_by(self, user: User) -> Self:
        """Those at which a person is a facilitator."""
        return self.filter(claims__facilitator=user, claims__voided_at=None)

    def with_inmate(self, inmate: Inmate) -> Self:
        """Those at which somebody in custody takes part."""
        return self.filter(claims__inmate=inmate, claims__voided_at=None)

    def in_room(self, room: Room) -> Self:
        """Those in one room."""
        return self.filter(room=room)

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def in_period(self, slot: Slot) -> Self:
        """Those that begin within a slot: each booking counts in exactly one of adjoining periods."""
        return self.filter(during__startswith__gte=slot.starts_at, during__startswith__lt=slot.ends_at)

    def touching(self, slot: Slot) -> Self:
        """Those that overlap a slot."""
        return self.filter(during__overlap=range_of(slot))

    def of_kind(self, kind: ActivityKind) -> Self:
        """Those of one programme."""
        return self.filter(kind=kind)

    def planned(self) -> Self:
        """All that were ever published: still planned, held, or cancelled after publishing."""
        return self.filter(published_at__isnull=False)

    def upcoming(self) -> Self:
        """Published and not yet held or cancelled."""
        return self.filter(state=BookingState.PUBLISHED)

    def held(self) -> Self:
        """Those that took place."""
        return self.filter(state=BookingState.HELD)

    def changeable(self) -> Self:
        """Drafts and those still to come: all that may be moved or cancelled."""
        return self.filter(state__in=[BookingState.DRAFT, BookingState.PUBLISHED])

    def not_over(self, now: datetime) -> Self:
        """Those that last or are still to come."""
        return self.filter(during__endswith__gt=now)

    def counting(self) -> Self:
        """Those that hold their room and people: published or held."""
        return self.filter(state__in=COUNTING)

    def cancelled(self) -> Self:
        """Those that were called off, on any side."""
        return self.filter(state=BookingState.CANCELLED)

    def lost(self, side: LostBy | None = None) -> Self:
        """Those lost on one side, or on either."""
        sides = [side] if side else [LostBy.RUTAN, LostBy.PERSON]
        return self.cancelled().filter(lost_by__in=sides)

    def waiting_to_be_marked(self, now: datetime) -> Self:
        """Published ones that are over and were neither held nor cancelled."""
        return self.upcoming().filter(during__endswith__lte=now)

    def by_time(self) -> Self:
        """Earliest first."""
        return self.order_by("during", "pk")


@remembered
class Booking(models.Model):
    """A room at a time for something; people hang on it by claims.

    A session of rehabilitation or a lesson has a one-to-one **down** to it. Written by ``services`` only: a booking
    and its claims must agree at commit. A held or cancelled one is locked.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="bookings")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings")
    during = DateTimeRangeField()
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.DRAFT)
    request_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    override_reason = models.CharField(max_length=300, blank=True)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    held_at = models.DateTimeField(null=True, editable=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    cancel_reason = models.CharField(max_length=300, blank=True)
    lost_by = models.CharField(max_length=10, choices=LostBy, default=LostBy.NONE)

    objects = BookingQuerySet.as_manager()

    class Meta:
        indexes = (GistIndex(fields=("facility", "during"), name="booking_by_time"),)
        constraints = (
            models.CheckConstraint(
                name="booking_is_bounded",
                condition=bounded(),
                violation_error_message=_("A session ends after it starts."),
            ),
            models.CheckConstraint(
                name="booking_published_at_a_time",
                condition=~Q(state__in=COUNTING) | Q(published_at__isnull=False),
                violation_error_message=_("It is not written down when the session was published."),
            ),
            models.CheckConstraint(
                name="booking_overridden_by_somebody",
                condition=Q(override_reason="", override_by=None)
                | (~Q(override_reason="") & Q(override_by__isnull=False)),
                violation_error_message=_("Going on in spite of a conflict needs a reason and a name."),
            ),
            models.CheckConstraint(
                name="booking_cancelled_with_reason",
                condition=(
                    Q(state=BookingState.CANCELLED, cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancel_reason="")
                )
                | (
                    ~Q(state=BookingState.CANCELLED)
                    & Q(cancelled_at=None, cancelled_by=None, cancel_reason="", lost_by=LostBy.NONE)
                ),
                violation_error_message=_("A cancelled session needs a reason, and only that has one."),
            ),
            models.CheckConstraint(
                name="booking_held_by_somebody",
                condition=Q(state=BookingState.HELD, held_at__isnull=False, held_by__isnull=False)
                | (~Q(state=BookingState.HELD) & Q(held_at=None, held_by=None)),
                violation_error_message=_("A held session names who said so."),
            ),
        )
        triggers = (
            same_for_ever("booking_stays_at_its_facility", "facility_id"),
            same_for_ever("booking_stays_what_it_is", "kind", "request_key", "created_by_id", "created_at"),
            guards.room_of_facility("booking_room_of_its_facility"),
            of_one_facility("booking_series_of_its_facility", {"series_id": "timetable_series"}),
            guards.booking_begins_open(),
            guards.booking_lives(),
            guards.held_in_its_time(),
            guards.claims_match("id"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def slot(self) -> Slot:
        """When it is."""
        return slot_of(self.during)

    @property
    def counts(self) -> bool:
        """Whether it holds its room and people."""
        return self.state in COUNTING

    @property
    def is_over(self) -> bool:
        """Whether it was held or cancelled, so that it no longer changes."""
        return self.state in (BookingState.HELD, BookingState.CANCELLED)
