"""The part of the world with rooms, hours and bookings."""

import uuid
from datetime import time, timedelta
from functools import cache, cached_property

from rutan.accounts.permissions import Role
from rutan.core import clock
from rutan.timetable.enums import ActivityKind, Binds, HoursKind, NotReadyReason
from rutan.timetable.services import lay_booking
from rutan.timetable.services_hours import add_participants, protect_hours
from rutan.timetable.services_readiness import declare_not_ready
from tests.factories import rehab


class Week:
    """What ``World`` has of the timetable."""

    @cached_property
    def room(self):
        return rehab.room(facility=self.place)

    @cache  # noqa: B019  # a world lasts one test
    def booking_of(self, walker):
        """A session led by the walker, for those who see only their own."""
        return lay_booking(
            facility=self.place,
            room=self.room,
            slot=rehab.hour(facility=self.place, at=15),
            title="Sesi",
            kind=ActivityKind.OTHER,
            facilitators=[walker or self.people[Role.FACILITATOR]],
            inmates=[],
            by=self.people[Role.REHAB_OFFICER],
            request_key=uuid.uuid4(),
        )

    @cached_property
    def hours(self):
        return protect_hours(
            facility=self.place,
            name="Kelas pagi",
            kind=HoursKind.COACHING,
            hard=False,
            weekdays=[0],
            starts_at_time=time(6),
            ends_at_time=time(6, 30),
            starts_on=clock.today(),
            binds=Binds.PARTICIPANTS,
            by=self.people[Role.ADMINISTRATOR],
        )

    @cached_property
    def participant(self):
        add_participants(
            hours=self.hours,
            inmates=[self.inmate],
            starts_on=clock.today(),
            by=self.people[Role.REHAB_OFFICER],
        )
        return self.hours.participants.get()

    @cached_property
    def period(self):
        return declare_not_ready(
            facility=self.place,
            slot=rehab.hour(facility=self.place, day=clock.today() + timedelta(days=9)),
            reason=NotReadyReason.UTILITIES,
            by=self.people[Role.REHAB_OFFICER],
            request_key=uuid.uuid4(),
        )
