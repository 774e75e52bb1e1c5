"""Sentences about what stands in the way of a placement, and what is worth knowing."""

from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rehab.domain.placement import FactValue, Obstacle, ObstacleFound, Remark, RemarkFound
from rehab.domain.tiers import Tier
from rehab.wording import tier_word
from rutan.core import dates

OBSTACLES: dict[Obstacle, str | Promise] = {
    Obstacle.NOT_IN_CUSTODY: _("Is no longer in custody."),
    Obstacle.NOT_ASSESSED: _("There is no assessment yet."),
    Obstacle.ASSESSMENT_OUT_OF_DATE: _("The assessment of {assessed_on} is valid until {valid_until} only."),
    Obstacle.NO_DECISION: _("The tier is not decided yet."),
    Obstacle.DECISION_DECLINED: _("The decision for {tier} of {decided_on} was declined."),
    Obstacle.AWAITING_SECOND_PERSON: _("The decision for {tier} awaits the second person."),
    Obstacle.OTHER_TIER: _("Decided {decided}, this group is {track}."),
    Obstacle.NO_CONSENT: _("There is no consent yet."),
    Obstacle.ALREADY_PLACED: _("Takes part in {group} ({tier}) since {since}."),
    Obstacle.GROUP_ENDED: _("{group} ended on {ended_on}."),
    Obstacle.BEFORE_GROUP_STARTS: _("{group} starts on {starts_on} only."),
    Obstacle.GROUP_FULL: _("{group} is full ({taken} of {capacity})."),
    Obstacle.KEPT_APART: _("May not take part in {group}. Ask the security staff."),
    Obstacle.RELEASE_TOO_SOON: _("Released on {release_on}, the programme ends on {last_day}."),
    Obstacle.SCHEDULE_CLASH: _("Clashes with {title} at {starts_at}–{ends_at}, {day}."),
    Obstacle.ROOM_TOO_SMALL: _("{room} has {capacity} places, the group would need {needed}."),
}
CONSENT: dict[str, str | Promise] = {
    "refused": _("Consent was refused on {decided_on}."),
    "withdrawn": _("Consent was withdrawn on {decided_on}."),
    "given": _("The consent ended on {expires_on}."),
}
CLASHES = ngettext_lazy(
    "Clashes with {title} at {starts_at}–{ends_at}, {day}, and {more} more time.",
    "Clashes with {title} at {starts_at}–{ends_at}, {day}, and {more} more times.",
    "more",
)
LEFT_SINCE = _("Is no longer in custody since {left_on}.")
NOT_WITH = _("May not be together with {other} of {group}.")
REMARKS: dict[Remark, str | Promise] = {
    Remark.DETENTION_ORDER_ENDS: _(
        "The detention order ends on {ends_on}, before or at the end of the programme on {last_day}; "
        "check whether it is extended."
    ),
    Remark.SESSIONS_OVER: _("{over} of the programme's {sessions} sessions are over by then in this group."),
}


def obstacle(found: ObstacleFound) -> str:
    """Say one obstacle."""
    sentence = OBSTACLES[found.code]
    if found.code is Obstacle.NOT_IN_CUSTODY and "left_on" in found.facts:
        sentence = LEFT_SINCE
    elif found.code is Obstacle.NO_CONSENT:
        sentence = CONSENT.get(str(found.facts["answer"]), sentence)
    elif "other" in found.facts:
        sentence = NOT_WITH
    elif "more" in found.facts:
        sentence = CLASHES % {"more": found.facts["more"]}
    facts = {name: _in_words(fact) for name, fact in found.facts.items()}
    if isinstance(starts_at := found.facts.get("starts_at"), datetime):
        facts["day"] = dates.day(starts_at)
    return str(sentence).format(**facts)


def remark(found: RemarkFound) -> str:
    """Say what is worth knowing."""
    facts = {name: _in_words(fact) for name, fact in found.facts.items()}
    return str(REMARKS[found.code]).format(**facts)


def _in_words(fact: FactValue) -> str:
    if isinstance(fact, datetime):
        return dates.clock(fact)
    if isinstance(fact, date):
        return dates.long_date(fact)
    return tier_word(fact) if isinstance(fact, Tier) else str(fact)
