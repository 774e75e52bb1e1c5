"""A facility with one person of every role, all of whom can reach one inmate; and what stands in the addresses.

A route whose address has arguments gets a line in ``ARGUMENTS``: from the world and whoever walks to the arguments. What
they name must be within reach of everybody whose role lets them open the page, so that a 404 is never about reach.
"""

import uuid
from datetime import date
from functools import cached_property

from inmates.services import hand_in_register
from rehab.domain.tiers import Tier
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import AGENCY_ROLES, ASSIGNED_ROLES, Role
from rutan.jobs.services import request_job
from tests.access.table import NO_ROLE, NOBODY
from tests.factories import accounts, assessments, inmates, letters, rehab


class World:
    """Everything a walk needs, each thing made when it is first asked for."""

    def __init__(self):
        self.place = accounts.facility()
        self.agency = accounts.agency()
        accounts.agreement(facility=self.place, agency=self.agency)
        self.people = {role: self._person(role) for role in Role}
        self.people[NO_ROLE] = accounts.user(username="tanpa-peran", password=accounts.PASSWORD)
        self.people[NOBODY] = None

    def _person(self, role):
        held_for = {"agency": self.agency} if role in AGENCY_ROLES else {"facility": self.place}
        person = accounts.user_with(
            role, username=f"walker-{role.value}", password=accounts.PASSWORD, **held_for
        )
        if role == Role.ASSESSOR:
            assessments.certificate(user=person)
        return person

    @cached_property
    def inmate(self):
        """Somebody everybody with people reaches: open to the agency, and by name to those who work by assignment."""
        inmate = inmates.inmate(facility=self.place)
        inmates.grant(inmate=inmate, agency=self.agency)
        for role in ASSIGNED_ROLES:
            inmates.grant(inmate=inmate, user=self.people[role])
        return inmate

    @cached_property
    def draft(self):
        return assessments.draft(inmate=self.inmate, by=self.people[Role.ASSESSOR], instrument="dast10")

    @cached_property
    def signed(self):
        return assessments.signed_assist(inmate=self.inmate, by=self.people[Role.ASSESSOR])

    @cached_property
    def certificate(self):
        return self.people[Role.ASSESSOR].assessor_certificates.get()

    @cached_property
    def waiting_decision(self):
        """One against the recommendation, by the officer: it waits for the head."""
        assert self.signed
        return rehab.decided(
            inmate=self.inmate,
            tier=Tier.MILD,
            reason="Alasan",
            by=self.people[Role.REHAB_OFFICER],
            second=False,
        )

    @cached_property
    def register_import(self):
        return hand_in_register(
            content=b"x",
            file_name="register.csv",
            judged_on=date(2026, 11, 24),
            facility=self.place,
            by=self.people[Role.HEAD],
            request_key=uuid.uuid4(),
        )

    @cached_property
    def proposal(self):
        """A role somebody without any part in the walk would hold."""
        person = accounts.user(username="calon")
        return RoleAssignment.objects.create(
            user=person,
            role=Role.SECURITY,
            facility=self.place,
            starts_on=accounts.LONG_AGO,
            proposed_by=accounts.second_person(),
        )

    @cached_property
    def document(self):
        return letters.document(facility=self.place, by=self.people[Role.HEAD])

    def job_of(self, walker):
        """A job belongs to whoever asked for it."""
        return request_job(
            kind="jobs.clear_expired",
            arguments={},
            by=walker or self.people[Role.HEAD],
            facility=self.place,
            request_key=uuid.uuid4(),
        )


ARGUMENTS = {
    "jobs:show": lambda world, walker: {"job_id": world.job_of(walker).pk},
    "jobs:cancel": lambda world, walker: {"job_id": world.job_of(walker).pk},
    "accounts:user": lambda world, walker: {"user_id": world.proposal.user_id},
    "accounts:password": lambda world, walker: {"user_id": world.proposal.user_id},
    "accounts:deactivate": lambda world, walker: {"user_id": world.proposal.user_id},
    "accounts:activate": lambda world, walker: {"user_id": world.proposal.user_id},
    "accounts:withdraw": lambda world, walker: {"assignment_id": world.proposal.pk},
    "accounts:approve": lambda world, walker: {"assignment_id": world.proposal.pk},
    "accounts:decline": lambda world, walker: {"assignment_id": world.proposal.pk},
    "inmates:show": lambda world, walker: {"inmate_id": world.inmate.pk},
    "inmates:consent": lambda world, walker: {"inmate_id": world.inmate.pk},
    "inmates:import_show": lambda world, walker: {"import_id": world.register_import.pk},
    "inmates:import_confirm": lambda world, walker: {"import_id": world.register_import.pk},
    "inmates:import_discard": lambda world, walker: {"import_id": world.register_import.pk},
    "assessments:start": lambda world, walker: {"inmate_id": world.inmate.pk},
    "assessments:show": lambda world, walker: {"assessment_id": world.signed.pk},
    "assessments:print": lambda world, walker: {"assessment_id": world.signed.pk},
    "assessments:void": lambda world, walker: {"assessment_id": world.signed.pk},
    "assessments:take": lambda world, walker: {"assessment_id": world.draft.pk},
    "assessments:save": lambda world, walker: {"assessment_id": world.draft.pk},
    "assessments:discard": lambda world, walker: {"assessment_id": world.draft.pk},
    "assessments:sign": lambda world, walker: {"assessment_id": world.draft.pk},
    "assessments:withdraw": lambda world, walker: {"certificate_id": world.certificate.pk},
    "rehab:tier": lambda world, walker: {"inmate_id": world.inmate.pk},
    "rehab:decide": lambda world, walker: {"inmate_id": world.inmate.pk},
    "rehab:second": lambda world, walker: {"decision_id": world.waiting_decision.pk},
    "letters:check": lambda world, walker: {"code": world.document.code},
    "mfa_edit_webauthn": lambda world, walker: {"pk": 0},
    "mfa_remove_webauthn": lambda world, walker: {"pk": 0},
}
