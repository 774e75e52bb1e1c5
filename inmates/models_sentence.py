"""What a court pronounced, what was remitted, and the dates of the official system that take the place of estimates.

``carried_from`` names the facility that had written a row down before the person was transferred from there.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inmates import guards as own_guards
from inmates import wording_register
from inmates.domain.sentence import LONGEST_YEARS, Term
from inmates.enums import RemissionKind
from inmates.models_stays import RegisterEntry, Stay
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

MILESTONES = tuple((milestone.value, words) for milestone, words in wording_register.MILESTONES.items())
BY = settings.AUTH_USER_MODEL
OF_ONE_STAY = {"stay_id": "inmates_stay"}


class SentenceQuerySet(models.QuerySet["Sentence"]):
    """Sentences by stay."""

    def of_stay(self, stay: Stay) -> Self:
        """The one of a stay, as the only row."""
        return self.filter(stay=stay)


class SentenceManager(models.Manager["Sentence"]):
    """Leaves out what was entered by mistake."""

    def get_queryset(self) -> SentenceQuerySet:
        """All sentences that stand."""
        return SentenceQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Sentence(models.Model):
    """The term a court pronounced. ``counts_from`` is the first day of detention that is counted into it."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="sentences")
    years = models.PositiveSmallIntegerField(_("years"), default=0)
    months = models.PositiveSmallIntegerField(_("months"), default=0)
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    counts_from = models.DateField(_("counted from"))
    decision_number = models.CharField(_("number of the court's decision"), max_length=100, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    court = models.CharField(_("court"), max_length=200, blank=True)
    carried_from = models.CharField(_("taken over from"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = SentenceManager.from_queryset(SentenceQuerySet)()
    all_objects = models.Manager["Sentence"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.UniqueConstraint(
                fields=("stay",),
                condition=Q(voided_at=None),
                name="sentence_one_a_stay",
                violation_error_message=_("The stay has a sentence already."),
            ),
            models.CheckConstraint(
                name="sentence_has_a_length",
                condition=Q(years__lte=LONGEST_YEARS, months__lte=1200, days__lte=3660)
                & (Q(years__gt=0) | Q(months__gt=0) | Q(days__gt=0)),
                violation_error_message=_("A sentence has a length."),
            ),
        )
        triggers = (
            guards.of_one_facility("sentence_of_one_facility", OF_ONE_STAY),
            guards.ends_once("sentence_stands_as_written", "voided_at", "voided_by_id"),
            own_guards.carried_by_a_transfer("sentence_carried_by_a_transfer"),
            guards.kept("sentence_is_kept"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.years}-{self.months}-{self.days}"

    @property
    def term(self) -> Term:
        """Its length."""
        return Term(self.years, self.months, self.days)

    @property
    def in_words(self) -> str:
        """How long it is, or that nobody has written that down."""
        return wording_register.term(self.term) or gettext("length not written down")


class RemissionQuerySet(models.QuerySet["Remission"]):
    """Remissions by stay."""

    def of_stay(self, stay: Stay) -> Self:
        """Those of one stay, oldest first."""
        return self.filter(stay=stay).order_by("granted_on", "pk")


class RemissionManager(models.Manager["Remission"]):
    """Leaves out what was entered by mistake."""

    def get_queryset(self) -> RemissionQuerySet:
        """All remissions that stand."""
        return RemissionQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Remission(models.Model):
    """A sentence shortened by so many months and days; ``entry`` is the line that brings the expiry forward.

    One that was taken over has none: the expiry the person came with has it in it.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="remissions")
    entry = models.OneToOneField(RegisterEntry, null=True, on_delete=models.PROTECT, related_name="remission")
    kind = models.CharField(_("kind of remission"), max_length=10, choices=RemissionKind)
    months = models.PositiveSmallIntegerField(_("months"), default=0)
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    granted_on = models.DateField(_("granted on"))
    letter_number = models.CharField(_("number of the letter"), max_length=100, blank=True)
    carried_from = models.CharField(_("taken over from"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = RemissionManager.from_queryset(RemissionQuerySet)()
    all_objects = models.Manager["Remission"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.CheckConstraint(
                name="remission_has_a_length",
                condition=Q(months__lte=60, days__lte=366) & (Q(months__gt=0) | Q(days__gt=0)),
                violation_error_message=_("A remission has a length."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "remission_of_one_facility", {**OF_ONE_STAY, "entry_id": "inmates_registerentry"}
            ),
            guards.ends_once("remission_stands_as_written", "voided_at", "voided_by_id"),
            own_guards.carried_by_a_transfer("remission_carried_by_a_transfer"),
            guards.kept("remission_is_kept"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.months}-{self.days}"

    @property
    def term(self) -> Term:
        """Its length."""
        return Term(months=self.months, days=self.days)

    @property
    def in_words(self) -> str:
        """By how much the sentence is shortened, or that nobody has written that down."""
        return wording_register.term(self.term) or gettext("length not written down")


class OfficialDateQuerySet(models.QuerySet["OfficialDate"]):
    """Official dates by stay."""

    def of_stay(self, stay: Stay) -> Self:
        """Those of one stay."""
        return self.filter(stay=stay)


class OfficialDateManager(models.Manager["OfficialDate"]):
    """Leaves out what was replaced or entered by mistake."""

    def get_queryset(self) -> OfficialDateQuerySet:
        """All dates that stand."""
        return OfficialDateQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class OfficialDate(models.Model):
    """A milestone as the official system has it, with the system's or letter's name as its source."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="official_dates")
    milestone = models.CharField(max_length=12, choices=MILESTONES)
    day = models.DateField(_("date"))
    source = models.CharField(_("source"), max_length=100)
    carried_from = models.CharField(_("taken over from"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = OfficialDateManager.from_queryset(OfficialDateQuerySet)()
    all_objects = models.Manager["OfficialDate"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.UniqueConstraint(
                fields=("stay", "milestone"),
                condition=Q(voided_at=None),
                name="official_date_one_a_milestone",
                violation_error_message=_("There is an official date already."),
            ),
            models.CheckConstraint(
                name="official_date_has_a_source",
                condition=~Q(source=""),
                violation_error_message=_("Say where the date comes from."),
            ),
        )
        triggers = (
            guards.of_one_facility("official_date_of_one_facility", OF_ONE_STAY),
            guards.ends_once("official_date_stands_as_written", "voided_at", "voided_by_id"),
            own_guards.carried_by_a_transfer("official_date_carried_by_a_transfer"),
            guards.kept("official_date_is_kept"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.milestone} {self.day}"
