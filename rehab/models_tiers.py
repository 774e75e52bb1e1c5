"""Tier rules as data, and what was decided for a person."""

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
from rehab.domain.decision import ENOUGH_FOR_TREATMENT
from rehab.domain.lifecycle import DecisionState
from rehab.domain.tiers import Tier
from rehab.models_programme import TIERS, never_changes
from rehab.wording import DECISION_STATES
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import kept, of_one_facility

STATES = tuple((state.value, words) for state, words in DECISION_STATES.items())
BANDS = ("low", *ENOUGH_FOR_TREATMENT)


class TierRuleEditionQuerySet(models.QuerySet["TierRuleEdition"]):
    """Editions by validity."""

    def in_force(self, on: date) -> Self:
        """The edition that judges on a day, as the only row: the newest one valid by then."""
        return self.filter(valid_from__lte=on).newest_first()[:1]

    def newest_first(self) -> Self:
        """By the day from which they count."""
        return self.order_by("-valid_from", "-pk")


class TierRuleEdition(models.Model):
    """One version of the rule from assessments to a tier; ``rules`` is read by ``domain.tier_rule_reader``.

    An edition that came with the program was drafted and approved by nobody; all others by two people.
    """

    code = models.CharField(max_length=40, unique=True)
    valid_from = models.DateField()
    rules = models.JSONField()
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)

    objects = TierRuleEditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="tier_rule_edition_needs_two_people",
                condition=Q(drafted_by=None, approved_by=None, approved_at=None)
                | (
                    Q(drafted_by__isnull=False, approved_by__isnull=False, approved_at__isnull=False)
                    & ~Q(drafted_by=F("approved_by"))
                ),
                violation_error_message=_("A rule is approved by somebody else than the one who wrote it."),
            ),
        )
        triggers = (never_changes("tier_rule_edition_never_changes"),)

    def __str__(self) -> str:
        return self.code


class TierDecisionQuerySet(models.QuerySet["TierDecision"]):
    """Decisions by person and state."""

    def of(self, inmate: Inmate) -> Self:
        """All that was ever decided for a person, newest first."""
        return self.filter(inmate=inmate).newest_first()

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def awaiting(self) -> Self:
        """Those that wait for a second person."""
        return self.filter(state=DecisionState.AWAITING_SECOND)

    def final(self) -> Self:
        """Those that stand."""
        return self.filter(state=DecisionState.FINAL)

    def not_declined(self) -> Self:
        """Those that stand or wait; a declined one changes nothing."""
        return self.exclude(state=DecisionState.DECLINED)

    def newest_first(self) -> Self:
        """In the order people read them."""
        return self.order_by("-decided_at", "-pk")


@remembered
class TierDecision(models.Model):
    """What the rehabilitation officer decided, beside what the rule recommended then.

    ``recommendation`` is the whole recommendation as plain data: reasons, the inputs with the assessments they came
    from, the rule, what was missing. It never changes, whatever becomes of the edition or the assessments.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="tier_decisions")
    edition = models.ForeignKey(TierRuleEdition, on_delete=models.PROTECT, related_name="decisions")
    recommended = models.CharField(max_length=10, choices=TIERS, null=True, blank=True)  # noqa: DJ001  # null: none
    provisional = models.BooleanField(default=False)
    recommendation = models.JSONField()
    assist_band = models.CharField(max_length=10)
    decided = models.CharField(max_length=10, choices=TIERS)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=16, choices=STATES)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_at = models.DateTimeField(null=True, editable=False)
    second_note = models.TextField(blank=True)
    request_key = models.UUIDField(unique=True)

    objects = TierDecisionQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("inmate", "-decided_at", "-id"), name="decision_by_person"),
            models.Index(
                fields=("facility", "decided_at"),
                name="decision_that_waits",
                condition=Q(state=DecisionState.AWAITING_SECOND.value),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("inmate",),
                condition=Q(state=DecisionState.AWAITING_SECOND.value),
                name="tier_decision_one_waits_a_person",
                violation_error_message=_("A decision for this person already waits for a second person."),
            ),
            models.CheckConstraint(
                name="tier_decision_final_by_rule_or_second",
                condition=~Q(state=DecisionState.FINAL.value)
                | Q(recommended__isnull=False, recommended=F("decided"))
                | Q(second_by__isnull=False),
                violation_error_message=_("A decision against the recommendation needs a second person."),
            ),
            models.CheckConstraint(
                name="tier_decision_second_is_another",
                condition=Q(second_by=None) | ~Q(second_by=F("decided_by")),
                violation_error_message=_("The second person must be another one than the decider."),
            ),
            models.CheckConstraint(
                name="tier_decision_second_when_closed",
                condition=Q(state=DecisionState.AWAITING_SECOND.value, second_by=None, second_at=None)
                | Q(state=DecisionState.DECLINED.value, second_by__isnull=False, second_at__isnull=False)
                | Q(state=DecisionState.FINAL.value, second_by__isnull=True, second_at__isnull=True)
                | Q(state=DecisionState.FINAL.value, second_by__isnull=False, second_at__isnull=False),
                violation_error_message=_("A decision waits until a second person has spoken."),
            ),
            models.CheckConstraint(
                name="tier_decision_departs_with_a_reason",
                condition=Q(recommended__isnull=False, recommended=F("decided")) | ~Q(reason=""),
                violation_error_message=_("Deciding otherwise than recommended needs a reason."),
            ),
            models.CheckConstraint(
                name="tier_decision_rests_on_a_screening",
                condition=Q(decided=Tier.MILD.value, assist_band__in=BANDS)
                | Q(
                    decided__in=(Tier.MODERATE.value, Tier.SEVERE.value), assist_band__in=ENOUGH_FOR_TREATMENT
                ),
                violation_error_message=_("This tier needs a signed ASSIST of at least moderate risk."),
            ),
        )
        triggers = (
            guards.decision_stays_as_made(),
            guards.decision_begins_with_one_person(),
            of_one_facility("tier_decision_of_one_facility", {"inmate_id": "inmates_inmate"}),
            kept("tier_decision_is_kept"),
            not_of_the_merged("tier_decision_never_of_the_merged"),
        )

    def __str__(self) -> str:
        return f"{self.inmate} {self.decided} ({self.state})"

    @property
    def departs(self) -> bool:
        """Whether it was decided otherwise than recommended."""
        return self.decided != self.recommended
