"""Users and the roles they hold."""

from datetime import date
from functools import cached_property
from typing import Any, Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.accounts.enums import RoleState
from rutan.accounts.models_lists import SavedList
from rutan.accounts.permissions import AGENCY_ROLES, Role
from rutan.accounts.reach import Held, Reach
from rutan.agencies.models import Agency, Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.core.names import letters


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no public sign-up."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with a usable password, or none."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(max_length=50, unique=True)
    full_name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True)
    language = models.CharField(
        max_length=5, default="id", choices=(("id", "Bahasa Indonesia"), ("en", "English"))
    )
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name

    @property
    def initials(self) -> str:
        """At most two letters for the person's mark in the bar."""
        return letters(self.full_name)

    @cached_property
    def reach(self) -> Reach:
        """What the roles in force today let this person reach; read once for each request."""
        if not self.is_active:
            return Reach(())
        held = RoleAssignment.objects.in_force(timezone.localdate()).filter(user=self)
        return Reach(
            tuple(
                Held(Role(role), facility, agency)
                for role, facility, agency in held.values_list("role", "facility_id", "agency_id")
            )
        )


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    """Role assignments by validity."""

    def in_force(self, on: date) -> Self:
        """Approved ones whose days include ``on``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, approved_by__isnull=False)

    def proposed(self) -> Self:
        """Those that wait for a second person."""
        return self.filter(approved_by=None)

    def concerning(self, facility: Facility) -> Self:
        """Those held for a facility, or for an agency that has ever had an agreement with it."""
        return self.filter(Q(facility=facility) | Q(agency__in=facility.agreements.values("agency_id")))


class RoleAssignmentManager(models.Manager["RoleAssignment"]):
    """Leaves out what was withdrawn."""

    def get_queryset(self) -> RoleAssignmentQuerySet:
        """All assignments that are not void."""
        return RoleAssignmentQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class RoleAssignment(models.Model):
    """A role held by a person for a facility or an agency, from–to (both days included).

    It counts only once a second person has approved it.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role)
    facility = models.ForeignKey(Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = RoleAssignmentManager.from_queryset(RoleAssignmentQuerySet)()
    all_objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.CheckConstraint(
                name="role_assignment_for_facility_or_agency",
                condition=Q(role__in=sorted(AGENCY_ROLES), agency__isnull=False, facility__isnull=True)
                | (~Q(role__in=sorted(AGENCY_ROLES)) & Q(agency__isnull=True, facility__isnull=False)),
                violation_error_message=_("This role is held for the other kind of organisation."),
            ),
            models.CheckConstraint(
                name="role_assignment_needs_a_second_person",
                condition=Q(approved_by=None) | Q(proposed_by=None) | ~Q(approved_by=F("proposed_by")),
                violation_error_message=_(
                    "A role is approved by somebody else than the one who proposed it."
                ),
            ),
            models.CheckConstraint(
                name="role_assignment_not_approved_by_its_holder",
                condition=Q(approved_by=None) | ~Q(approved_by=F("user")),
                violation_error_message=_("Nobody approves a role of their own."),
            ),
            models.CheckConstraint(
                name="role_assignment_approved_by_somebody",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                violation_error_message=_("A role that was approved names who approved it and when."),
            ),
            models.CheckConstraint(
                name="role_assignment_voided_by_somebody",
                condition=Q(voided_at=None, voided_by=None)
                | Q(voided_at__isnull=False, voided_by__isnull=False),
                violation_error_message=_("A role that was withdrawn names who withdrew it."),
            ),
            models.CheckConstraint(
                name="role_assignment_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The role ends before it starts."),
            ),
            ExclusionConstraint(
                name="role_assignment_never_twice_at_a_time",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (Func(F("facility"), Value(0), function="COALESCE"), RangeOperators.EQUAL),
                    (Func(F("agency"), Value(0), function="COALESCE"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None),
                violation_error_message=_("The person already holds this role at that time."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "role_assignment_stays_what_was_proposed",
                "user_id",
                "role",
                "facility_id",
                "agency_id",
                "starts_on",
                "proposed_by_id",
                "proposed_at",
                "request_key",
            ),
            # The second person approves what was there to be read.
            guards.not_if(
                "role_assignment_begins_proposed",
                "new.approved_by_id is not null or new.voided_at is not null",
                on=pgtrigger.Insert,
            ),
            # An approval is given once; what was withdrawn does not come back; a longer time is another proposal.
            guards.not_if(
                "role_assignment_only_goes_on",
                "(old.approved_by_id is not null and"
                " (old.approved_by_id, old.approved_at) is distinct from (new.approved_by_id, new.approved_at))"
                " or coalesce(new.ends_on, 'infinity') > coalesce(old.ends_on, 'infinity')"
                " or (old.voided_at is not null and to_jsonb(new)::text <> to_jsonb(old)::text)",
                on=pgtrigger.Update,
            ),
            guards.kept("role_assignment_is_kept"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.role}"

    @property
    def held_for(self) -> Facility | Agency:
        """The organisation for which it is held."""
        held_for = self.agency or self.facility
        assert held_for is not None  # a constraint says so
        return held_for

    def state_on(self, day: date) -> RoleState:
        """What it is on a day: only one in force gives any right."""
        if self.voided_at:
            return RoleState.WITHDRAWN
        if self.approved_by_id is None:
            return RoleState.PROPOSED
        if self.starts_on > day:
            return RoleState.LATER
        return RoleState.ENDED if self.ends_on and self.ends_on < day else RoleState.IN_FORCE


__all__ = ["RoleAssignment", "SavedList", "User"]
