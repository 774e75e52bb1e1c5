"""The part of the world with groups and batches, led and taught by those who walk."""

from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from rutan.accounts.permissions import Role
from tests.factories import rehab, training
from training.enums import Presence
from training.services_completion import complete
from training.services_lessons import Mark, mark_lesson


class Programme:
    """What ``World`` has of rehabilitation and training."""

    @cached_property
    def group(self):
        return rehab.group(facility=self.place, facilitator=self.people[Role.FACILITATOR])

    @cached_property
    def placement(self):
        return rehab.placed(group=self.group, full_name="Orang Ditempatkan")

    @cached_property
    def session(self):
        assert self.placement
        return rehab.session(group=self.group)

    @cached_property
    def batch(self):
        return training.batch(facility=self.place, instructor=self.people[Role.INSTRUCTOR], running=True)

    @cached_property
    def enrolment(self):
        return training.enrolment(batch=self.batch, inmate=self.inmate)

    @cached_property
    def lesson(self):
        return training.lesson(batch=self.batch, hour=13)

    @cached_property
    def certified(self):
        """Somebody everybody reaches who has completed another course, with a certificate."""
        assert self.signatory
        course = training.course(code="JHT", name="Menjahit")
        today = timezone.localdate()
        batch = training.batch(
            facility=self.place,
            name="Angkatan Lama",
            course=course,
            instructor=self.people[Role.INSTRUCTOR],
            running=True,
            starts_on=today - timedelta(days=90),
        )
        enrolment = training.enrolment(batch=batch, inmate=self.inmate)
        teacher = self.people[Role.INSTRUCTOR]
        lesson = training.lesson(batch=batch, days=-1)
        mark_lesson(lesson=lesson, marks={enrolment: Mark(Presence.PRESENT)}, by=teacher)
        (done,) = complete(batch=batch, enrolments=[enrolment], by=teacher)
        return done
