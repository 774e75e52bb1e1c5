"""No way of seeing or taking data is forgotten when a breach is looked into."""

from rutan.protection.domain.reads import CHANGES, OF_LISTS, OF_PEOPLE, sounds_like_reading
from rutan.reports.wording_audit_actions import ACTIONS


def test_every_action_that_reads_is_known():
    assert {action for action in ACTIONS if sounds_like_reading(action)} == OF_PEOPLE | OF_LISTS | CHANGES


def test_none_is_two_things():
    assert len(OF_PEOPLE | OF_LISTS | CHANGES) == len(OF_PEOPLE) + len(OF_LISTS) + len(CHANGES)
