"""Stays of a person at a facility, and the dated history of registers, sentences and remissions within each.

What stands now (register, number, admission, expiry) is also on the person's own row, where lists and plans read it; a
trigger compares both at commit, so that the history is unbroken and the row never says anything else than its last line.
"""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates import guards as own_guards
from inmates import guards_merging, wording_register
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.enums import Arrival, Departure
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

if TYPE_CHECKING:
    from inmates.models import Inmate

KINDS = tuple((kind.value, words) for kind, words in wording_register.KINDS.items())
BY = settings.AUTH_USER_MODEL


def days_of_the_stay() -> Func:
    """The days from admission to the day of leaving, which is free for another admission."""
    return Func(
        F("admitted_on"), F("left_on"), Value("[)"), function="DATERANGE", output_field=DateRangeField()
    )


class StayQuerySet(models.QuerySet["Stay"]):
    """Stays by person and days."""

    def of(self, inmate: "Inmate") -> Self:
        """All of a person, the last one first."""
        return self.filter(inmate=inmate).order_by("-admitted_on", "-pk")

    def of_the_person(self, inmate: "Inmate") -> Self:
        """All of a person, at whatever facility they were held."""
        return self.filter(inmate__person_uuid=inmate.person_uuid, inmate__voided_at=None)

    def lasting(self) -> Self:
        """Those that are not over."""
        return self.filter(left_on=None)


class StayManager(models.Manager["Stay"]):
    """Leaves out what was entered by mistake, and what another row of the person tells."""

    def get_queryset(self) -> StayQuerySet:
        """All stays that stand."""
        return StayQuerySet(self.model, using=self._db).filter(voided_at=None, merge=None)


class EveryStayManager(models.Manager["Stay"]):
    """Those that do not stand too, with the same named sets."""

    def get_queryset(self) -> StayQuerySet:
        """All rows."""
        return StayQuerySet(self.model, using=self._db)


@remembered
class Stay(models.Model):
    """One time somebody is held here: from an admission to a release, transfer, escape or death.

    ``merge`` set it aside: it was entered twice, and another row of the same person tells it. An undo takes that back.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="stays")
    admitted_on = models.DateField(_("admitted on"))
    arrival = models.CharField(_("came as"), max_length=12, choices=Arrival, default=Arrival.ADMISSION)
    arrived_from = models.CharField(_("came from"), max_length=200, blank=True)
    arrived_number = models.CharField(_("register number there"), max_length=60, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    departure = models.CharField(_("left by"), max_length=12, choices=Departure, blank=True)
    left_to = models.CharField(_("went to"), max_length=200, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=100, blank=True)
    left_reason = models.CharField(_("why, or on what ground"), max_length=300, blank=True)
    left_key = models.UUIDField(null=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    merge = models.ForeignKey(
        "inmates.Merge", null=True, editable=False, on_delete=models.PROTECT, related_name="set_aside"
    )
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = StayManager.from_queryset(StayQuerySet)()
    all_objects = EveryStayManager.from_queryset(StayQuerySet)()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.CheckConstraint(
                name="stay_ends_after_it_begins",
                condition=Q(left_on=None) | Q(left_on__gte=F("admitted_on")),
                violation_error_message=_("Nobody leaves before the admission."),
            ),
            models.CheckConstraint(
                name="stay_is_left_in_a_way",
                condition=Q(left_on=None, departure="") | (Q(left_on__isnull=False) & ~Q(departure="")),
                violation_error_message=_("Say how the person left."),
            ),
            models.UniqueConstraint(
                fields=("inmate",),
                condition=Q(left_on=None, voided_at=None),
                name="stay_one_at_a_time",
                violation_error_message=_("The person is here already."),
            ),
            ExclusionConstraint(
                name="stay_never_twice_on_a_day",
                expressions=[
                    (F("inmate"), RangeOperators.EQUAL),
                    (days_of_the_stay(), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message=_("The person was here at that time already."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "stay_of_one_facility", {"inmate_id": "inmates_inmate", "merge_id": "inmates_merge"}
            ),
            guards.same_for_ever("stay_stays_of_its_person", "facility_id", "inmate_id"),
            guards.kept("stay_is_kept"),
            own_guards.row_tells_the_history("new.inmate_id"),
            guards.void_for_good(),
            guards.not_if(
                "stay_set_aside_by_its_merge", guards_merging.NOT_ITS_MERGE, only="new.merge_id is not null"
            ),
            guards_merging.not_of_the_merged("stay_never_of_the_merged"),
            guards_merging.stays_once_a_person("new.inmate_id"),
        )

    def __str__(self) -> str:
        return f"{self.admitted_on} – {self.left_on or ''}"


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    """Lines of the register history."""

    def of(self, inmate: "Inmate") -> Self:
        """All of a person, over all stays, oldest first."""
        return self.filter(stay__inmate=inmate, stay__voided_at=None, stay__merge=None).in_order()

    def of_stay(self, stay: Stay) -> Self:
        """Those of one stay, oldest first."""
        return self.filter(stay=stay).in_order()

    def in_order(self) -> Self:
        """Oldest first; a first line that was written anew is still the first."""
        later = models.Case(models.When(kind=EntryKind.FIRST.value, then=0), default=1)
        return self.order_by("stay__admitted_on", "stay", later, "starts_on", "pk")


class RegisterEntryManager(models.Manager["RegisterEntry"]):
    """Leaves out what was entered by mistake."""

    def get_queryset(self) -> RegisterEntryQuerySet:
        """All lines that stand."""
        return RegisterEntryQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class RegisterEntry(models.Model):
    """One line of a stay's register history; it never changes. A mistake is voided and written anew."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=KINDS)
    code = models.CharField(_("register"), max_length=10)
    number = models.CharField(_("register number"), max_length=60)
    starts_on = models.DateField(_("from"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=100, blank=True)
    letter_on = models.DateField(_("date of the letter"), null=True, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = RegisterEntryManager.from_queryset(RegisterEntryQuerySet)()
    all_objects = models.Manager["RegisterEntry"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.CheckConstraint(
                name="register_entry_ends_after_it_starts",
                # A correction says on a later day that the end was another one.
                condition=Q(expires_on=None)
                | Q(expires_on__gte=F("starts_on"))
                | Q(kind=EntryKind.CORRECTION.value),
                violation_error_message=_("The expiry date is before the first day."),
            ),
            models.UniqueConstraint(
                fields=("stay",),
                condition=Q(kind=EntryKind.FIRST.value, voided_at=None),
                name="register_entry_one_is_first",
                violation_error_message=_("The stay has a first line already."),
            ),
        )
        triggers = (
            guards.of_one_facility("register_entry_of_one_facility", {"stay_id": "inmates_stay"}),
            guards.same_for_ever("register_entry_stays_of_its_stay", "facility_id", "stay_id"),
            guards.ends_once("register_entry_stands_as_written", "voided_at", "voided_by_id"),
            guards.kept("register_entry_is_kept"),
            own_guards.row_tells_the_history(
                "(select inmate_id from inmates_stay where id = new.stay_id)", unless=own_guards.A_FIRST_LINE
            ),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    @property
    def line(self) -> Entry:
        """What the rules read of it."""
        return Entry(
            EntryKind(self.kind), RegisterCode(self.code), self.number, self.starts_on, self.expires_on
        )
