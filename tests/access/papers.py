"""The part of the world with papers: an issued document, a draft of a report and a sealed one."""

from functools import cached_property

from rutan.accounts.permissions import Role
from tests.factories import letters, reports


class Papers:
    """What ``World`` has of letters and reports."""

    @cached_property
    def signatory(self):
        return letters.signatory(facility=self.place)

    @cached_property
    def document(self):
        assert self.signatory
        return letters.document(facility=self.place, by=self.people[Role.HEAD])

    @cached_property
    def edition_draft(self):
        assert self.signatory
        return reports.draft(facility=self.place, by=self.people[Role.REHAB_OFFICER], period="2026-03")

    @cached_property
    def edition(self):
        assert self.signatory
        return reports.sealed(facility=self.place, by=self.people[Role.REHAB_OFFICER])
