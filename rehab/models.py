"""Tiers, the programme, groups and the people placed in them."""

from rehab.models_groups import Group, Placement
from rehab.models_programme import Phase, ProgrammeEdition, ProgrammeUnit
from rehab.models_sessions import Attendance, Session
from rehab.models_tiers import TierDecision, TierRuleEdition

__all__ = [
    "Attendance",
    "Group",
    "Phase",
    "Placement",
    "ProgrammeEdition",
    "ProgrammeUnit",
    "Session",
    "TierDecision",
    "TierRuleEdition",
]
