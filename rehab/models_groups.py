"""Groups that go through a programme together, and the people placed in them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.guards_merging import not_of_the_merged
from inmates.models import Inmate
from rehab import guards
from rehab.domain.lifecycle import PlacementState
from rehab.enums import GroupState
from rehab.models_programme import ProgrammeEdition
from rehab.models_tiers import TierDecision
from rehab.wording import PLACEMENT_STATES
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import same_for_ever

STATES = tuple((state.value, words) for state, words in PLACEMENT_STATES.items())


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups by reach, facility, state and facilitator."""

    def visible_to(self, user: User) -> Self:
        """Those of the facilities whose people the person may all reach, and those they facilitate themselves."""
        return self.filter(Q(facility__in=user.reach.whole_facility_ids) | Q(facilitator=user))

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def open(self) -> Self:
        """Those that were not closed."""
        return self.filter(state=GroupState.OPEN)

    def led_by(self, user: User) -> Self:
        """Those a person facilitates."""
        return self.filter(facilitator=user)

    def with_taken(self) -> Self:
        """Add to each ``taken``: how many people are in it now."""
        active = models.Count("placements", filter=Q(placements__state=PlacementState.ACTIVE))
        return self.annotate(taken=active)

    def by_name(self) -> Self:
        """Open ones first, by tier's programme and name."""
        return self.order_by("-state", "programme__days", "name", "pk")


@remembered
class Group(models.Model):
    """People who go through one edition of a programme together, led by a facilitator."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(ProgrammeEdition, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(_("name"), max_length=100)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="facilitated_groups"
    )
    capacity = models.PositiveSmallIntegerField(_("places"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=GroupState, default=GroupState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "name"),
                condition=Q(state=GroupState.OPEN),
                name="group_name_once_a_facility",
                violation_error_message=_("An open group already has this name."),
            ),
            models.CheckConstraint(
                name="group_has_places",
                condition=Q(capacity__gte=1, capacity__lte=100),
                violation_error_message=_("A group has between 1 and 100 places."),
            ),
            models.CheckConstraint(
                name="group_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The group ends before it starts."),
            ),
        )
        triggers = (
            guards.group_keeps_its_people(),
            guards.group_closed_stays(),
            same_for_ever(
                "group_stays_what_it_is",
                "facility_id",
                "programme_id",
                "facilitator_id",
                "opened_by_id",
                "request_key",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def access_source(self) -> str:
        """What a facilitator's access to the group's people is named after."""
        return f"group:{self.pk}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Placements by person, group, state and days."""

    def of(self, inmate: Inmate) -> Self:
        """All placements of a person, newest first."""
        return self.filter(inmate=inmate).newest_first()

    def newest_first(self) -> Self:
        """In the order in which they were made, the last one first."""
        return self.order_by("-pk")

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def in_group(self, group: "Group") -> Self:
        """Those of one group."""
        return self.filter(group=group)

    def active(self) -> Self:
        """Those under way."""
        return self.filter(state=PlacementState.ACTIVE)

    def ended(self) -> Self:
        """Those that are over, for whatever reason."""
        return self.exclude(state=PlacementState.ACTIVE)

    def begun_between(self, first: date, last: date) -> Self:
        """Those whose first day lies between two days, both included."""
        return self.filter(starts_on__range=(first, last))

    def ended_between(self, first: date, last: date) -> Self:
        """Those that ended between two days, both included."""
        return self.ended().filter(ended_on__range=(first, last))

    def running_on(self, day: date) -> Self:
        """Those that had begun and had not ended on a day; the day of the end no longer counts."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), starts_on__lte=day)

    def by_name(self) -> Self:
        """In the order of a list of people."""
        return self.order_by("inmate__full_name", "pk")


@remembered
class Placement(models.Model):
    """A person in a group on a tier's track, from a day until it ends.

    ``ends_on`` is the planned last day, ``ended_on`` the day it really ended: before ``starts_on`` where somebody left
    before the first day.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="placements")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="placements")
    decision = models.ForeignKey(TierDecision, on_delete=models.PROTECT, related_name="placements")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=12, choices=STATES, default=PlacementState.ACTIVE.value)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(unique=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("facility", "state", "starts_on"), name="placement_by_state"),
            models.Index(fields=("group", "state"), name="placement_by_group"),
            models.Index(fields=("facility", "ended_on"), name="placement_by_end"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("inmate",),
                condition=Q(state=PlacementState.ACTIVE.value),
                name="placement_one_at_a_time",
                violation_error_message=_("The person is already in a group."),
            ),
            models.CheckConstraint(
                name="placement_ended_on_a_day",
                condition=Q(state=PlacementState.ACTIVE.value, ended_on=None)
                | (
                    Q(state__in=[state for state, _label in STATES if state != PlacementState.ACTIVE])
                    & Q(ended_on__isnull=False)
                ),
                violation_error_message=_("A placement that is over ended on a day."),
            ),
            models.CheckConstraint(
                name="placement_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The placement ends before it starts."),
            ),
        )
        triggers = (
            guards.placement_ends_once(),
            guards.placement_follows_a_decision(),
            guards.placement_begins_active(),
            guards.placement_group_not_over_full(),
            not_of_the_merged("placement_never_of_the_merged"),
        )

    def __str__(self) -> str:
        return f"{self.inmate} in {self.group}"
