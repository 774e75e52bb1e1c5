"""A facility with one person of every role, all of whom can reach one inmate; what the walk finds there.

What a page is about must be within reach of everybody whose role lets them open it, so that a 404 is never about reach.
"""

import uuid
from datetime import date
from functools import cached_property

from inmates.queries_consent import SHARED
from inmates.services import hand_in_register
from inmates.services_apart import close_keep_apart
from inmates.services_merging import tell_apart
from rehab.domain.tiers import Tier
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import AGENCY_ROLES, ASSIGNED_ROLES, Role
from rutan.audit.services import record
from rutan.jobs.services import request_job
from tests.access.papers import Papers
from tests.access.programme import Programme
from tests.access.table import NO_ROLE, NOBODY
from tests.access.week import Week
from tests.factories import accounts, assessments, inmates, lists, protection, registers, rehab
from tests.inmates.merging import merged


class World(Programme, Week, Papers):
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

    def role_of(self, walker):
        """As what somebody walks."""
        return next(who for who, person in self.people.items() if person == walker)

    @cached_property
    def inmate(self):
        """Somebody everybody with people reaches: open to the agency, and by name to those who work by assignment.

        They agreed that the agency is told everything.
        """
        inmate = inmates.inmate(facility=self.place)
        inmates.grant(inmate=inmate, agency=self.agency)
        for subject in SHARED:
            inmates.consent(inmate=inmate, subject=subject, agency=self.agency)
        for role in ASSIGNED_ROLES:
            inmates.grant(inmate=inmate, user=self.people[role])
        return inmate

    @cached_property
    def empty_cell(self):
        return inmates.cell(facility=self.place, code="K1")

    @cached_property
    def kept(self):
        """The place of somebody who was moved."""
        return inmates.moved(self.inmate, inmates.cell(facility=self.place, code="M1"))

    @cached_property
    def apart(self):
        """Two people who may not be together."""
        return inmates.kept_apart(self.inmate, inmates.inmate(facility=self.place))

    @cached_property
    def apart_closed(self):
        entry = inmates.kept_apart(self.inmate, inmates.inmate(facility=self.place))
        return close_keep_apart(entry=entry, reason="Sudah berdamai.", by=self.people[Role.SECURITY])

    @cached_property
    def absence(self):
        return inmates.away(self.inmate)

    @cached_property
    def gone(self):
        """Somebody who left, with a consent that stands; opened to the same people as who is here."""
        gone = inmates.inmate(facility=self.place)
        inmates.grant(inmate=gone, agency=self.agency)
        for role in ASSIGNED_ROLES:
            inmates.grant(inmate=gone, user=self.people[role])
        rehab.consented(inmate=gone)
        return inmates.gone(gone, by=self.people[Role.REGISTRAR])

    @cached_property
    def loose_end(self):
        return self.gone.loose_ends.get(code="consents")

    @cached_property
    def transfer(self):
        """Somebody on the way here."""
        elsewhere = accounts.facility(code="LAIN", name="Rutan Lain")
        sent = inmates.inmate(facility=elsewhere)
        inmates.gone(sent, by=accounts.second_person(), to=self.place)
        return sent.transfers.get()

    @cached_property
    def pair(self):
        return self._pair()

    def _pair(self):
        """Two rows that may be one person, opened to the same people as who is here."""
        before = inmates.inmate(facility=self.place, full_name="Selamet", admitted_on=date(2023, 1, 1))
        rows = [
            inmates.left(before, on=date(2023, 6, 1)),
            inmates.inmate(facility=self.place, full_name="Slamet"),
        ]
        for row in rows:
            inmates.grant(inmate=row, agency=self.agency)
            for role in ASSIGNED_ROLES:
                inmates.grant(inmate=row, user=self.people[role])
        return rows

    @cached_property
    def told_apart(self):
        return tell_apart(one=self.pair[0], other=self.pair[1], by=self.people[Role.REGISTRAR])

    @cached_property
    def merge(self):
        return merged(*self._pair(), by=self.people[Role.REGISTRAR])

    @cached_property
    def signed_consent(self):
        return inmates.signed_consent(inmate=self.inmate)

    @cached_property
    def photo(self):
        return inmates.photo(inmate=self.inmate)

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
    def columns_to_name(self):
        """A file of which one column has a heading that nobody knows."""
        head = (*registers.HEAD[:2], "Siapa", *registers.HEAD[3:])
        by = self.people[Role.HEAD]
        return registers.previewed(facility=self.place, by=by, content=registers.content({}, head=head))

    @cached_property
    def held_row(self):
        """A row of a file that would make somebody another person."""
        number, by = self.inmate.register_number, self.people[Role.HEAD]
        file = registers.previewed({"number": number, "name": "Siapa Lagi"}, facility=self.place, by=by)
        return file.rows.get()

    @cached_property
    def stored_import(self):
        """A file that was stored and on which nothing hangs."""
        return registers.imported({"number": "AI.999/2026"}, facility=self.place, by=self.people[Role.HEAD])

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

    def job_of(self, walker):
        """A job belongs to whoever asked for it."""
        return request_job(
            kind="jobs.clear_expired",
            arguments={},
            by=walker or self.people[Role.HEAD],
            facility=self.place,
            request_key=uuid.uuid4(),
        )

    def list_of(self, walker):
        """A list belongs to whoever keeps it."""
        return lists.saved(facility=self.place, by=walker or self.people[Role.HEAD])

    def export_of(self, walker):
        """A file of a list belongs to whoever asked for it."""
        return lists.made(facility=self.place, by=walker or self.people[Role.HEAD])

    @cached_property
    def breach(self):
        """A breach by an officer's account that opened somebody's records."""
        record(action="casefile.opened", subject=self.inmate, by=self.people[Role.FACILITATOR])
        account = self.people[Role.FACILITATOR]
        return protection.breach(facility=self.place, by=self.people[Role.HEAD], account=account)

    def disclosure_of(self, walker):
        """A person's file belongs to whoever asked for it."""
        return protection.made(inmate=self.inmate, by=walker or self.people[Role.HEAD])
