"""Words for what the package's rules and tables call things."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.programme import SessionType
from rehab.domain.stage import Stage
from rehab.domain.tiers import Tier
from rutan.core.templatetags.marks import ALSO_CALLED, TIER_WORDS

DECISION_STATES: dict[DecisionState, str | Promise] = {
    DecisionState.AWAITING_SECOND: _("awaits the second person"),
    DecisionState.FINAL: _("final"),
    DecisionState.DECLINED: _("declined"),
}
PLACEMENT_STATES: dict[PlacementState, str | Promise] = {
    PlacementState.ACTIVE: _("active"),
    PlacementState.COMPLETED: _("completed"),
    PlacementState.DROPPED_OUT: _("dropped out"),
    PlacementState.TRANSFERRED: _("transferred to another facility"),
    PlacementState.RELEASED: _("released from custody"),
    PlacementState.REFERRED: _("referred"),
    PlacementState.DIED: _("died"),
    PlacementState.WITHDRAWN: _("withdrew"),
}
STAGES: dict[Stage, str | Promise] = {
    Stage.TO_SCREEN: _("To screen"),
    Stage.TO_DECIDE: _("To decide"),
    Stage.AWAITING_SECOND: _("Awaits the second person"),
    Stage.TO_PLACE: _("To place"),
    Stage.IN_PROGRAMME: _("In the programme"),
    Stage.ENDED: _("Ended"),
}
TIERS: dict[Tier, str | Promise] = {tier: TIER_WORDS[ALSO_CALLED[tier.value]] for tier in Tier}
SESSION_TYPES: dict[SessionType, str | Promise] = {
    SessionType.INDIVIDUAL_COUNSELLING: _("individual counselling"),
    SessionType.GROUP_COUNSELLING: _("group counselling"),
    SessionType.EDUCATION_SESSION: _("education session"),
    SessionType.BRIEF_INTERVENTION: _("brief intervention"),
    SessionType.FAMILY_SESSION: _("family therapy"),
    SessionType.COMMUNITY_ACTIVITY: _("community activity"),
    SessionType.MORNING_MEETING: _("morning meeting"),
    SessionType.SEMINAR: _("seminar"),
    SessionType.STATIC_GROUP: _("static group"),
    SessionType.FUNCTION_GROUP: _("function group"),
    SessionType.SHARING_FEELING: _("sharing of feelings"),
    SessionType.SKILLS_TRAINING: _("skills training"),
    SessionType.URINE_TEST: _("urine test"),
    SessionType.MEASUREMENT: _("measurement"),
    SessionType.GRADUATION: _("graduation"),
}
# Names of instruments are the same in every language.
INSTRUMENTS = {"assist": "ASSIST", "dast10": "DAST-10", "asi": "ASI"}


def tier_word(tier: Tier | str) -> str:
    """A tier inside a sentence: "sedang"."""
    return str(TIERS[Tier(tier)]).lower()


def session_type(code: str) -> str:
    """The words for a kind of session."""
    return str(SESSION_TYPES[SessionType(code)])


def instrument(code: str) -> str:
    """The name of an instrument."""
    return INSTRUMENTS.get(code, code.upper())


def alternatives(words: list[str]) -> str:
    """ "sedang", "sedang or berat", "ringan, sedang or berat"."""
    if len(words) < 2:
        return "".join(words)
    return _now("%(words)s or %(last)s") % {"words": ", ".join(words[:-1]), "last": words[-1]}
