"""Whether a booking may be where somebody wants it, and the refusal if it may not."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.conflicts import Conflict, ConflictKind, overridable
from rutan.timetable.domain.free_times import nearest_free
from rutan.timetable.domain.proposal import Proposal
from rutan.timetable.models import Booking, Regime
from rutan.timetable.queries_checker import checker_for
from rutan.timetable.refusals import BookingRefused
from rutan.timetable.services_locks import BOOKING_GUARDS, GuardRefused, guarded

LOOK_AROUND = timedelta(days=15)


class Placing:
    """One proposal on the way into the timetable, under the facility's lock.

    :param moves: whether its time is new; the past matters only then.
    :param reason: why a named person goes on in spite of soft conflicts.
    :param accepted: a reason given before: it still covers a room that is too small, which no other time changes.
    :param newly: who comes anew where the others are there already; None: everybody does.
    :param without: bookings that leave their place in the same transaction; ``beside``: where they will be.
    """

    def __init__(
        self,
        proposal: Proposal,
        *,
        regime: Regime,
        moves: bool = True,
        reason: str = "",
        accepted: str = "",
        without: Collection[int] = (),
        beside: Sequence[Proposal] = (),
        newly: Collection[int] | None = None,
    ) -> None:
        self.newly = newly
        self.proposal, self.regime, self.reason = proposal, regime, reason.strip()
        self.accepted = accepted
        self.without, self.beside = without, beside
        self.now = clock.now()
        self.overridden: tuple[Conflict, ...] = ()
        self.moves = moves

    def check(self) -> None:
        """:raises BookingRefused: unless nothing is in the way, or only what the given reason overrides."""
        found = self._conflicts(self.proposal.slot)
        new = tuple(
            each for each in found if not (self.accepted and each.kind is ConflictKind.ROOM_TOO_SMALL)
        )
        if new and not (self.reason and overridable(new)):
            raise self._refusal(found)
        self.overridden = new

    @contextmanager
    def written(self, *, counts: bool = True) -> Iterator[None]:
        """Check, then write within the block; what the database refuses all the same is told like the rest.

        :param counts: False for what holds nothing, such as a draft: that is not checked.
        """
        if counts:
            self.check()
        try:
            with guarded(BOOKING_GUARDS):
                yield
        except GuardRefused as error:
            raise self._refusal(self._conflicts(self.proposal.slot)) from error

    def sign(self, booking: Booking, by: User) -> None:
        """Write down who went on in spite of what, if anybody had to."""
        if self.overridden:
            booking.override_reason, booking.override_by = self.reason[:300], by

    @property
    def facility(self) -> Facility:
        """Whose timetable it is."""
        return self.regime.facility

    def _conflicts(self, around: Slot) -> tuple[Conflict, ...]:
        checker = checker_for(
            self.facility, around, proposal=self.proposal, without=self.without, beside=self.beside
        )
        return checker.conflicts(self.proposal, now=self.now if self.moves else None, newly=self.newly)

    def _refusal(self, conflicts: Sequence[Conflict]) -> BookingRefused:
        wanted = self.proposal.slot
        # Who may not be together may be so at no other time either: nothing is offered.
        hopeless = any(each.kind is ConflictKind.KEPT_APART for each in conflicts)
        return BookingRefused(
            conflicts,
            () if hopeless else self._free(),
            wanted=wanted,
            zone=self.facility.zone,
            on=timezone.localdate(self.now, self.facility.zone),
        )

    def _free(self) -> tuple[Slot, ...]:
        return free_times(self.proposal, self.regime, now=self.now, without=self.without, beside=self.beside)


def free_times(
    proposal: Proposal,
    regime: Regime,
    *,
    now: datetime,
    without: Collection[int] = (),
    beside: Sequence[Proposal] = (),
) -> tuple[Slot, ...]:
    """Return the three nearest times at which a proposal fits, within the hours for sessions."""
    around = Slot(proposal.slot.starts_at - LOOK_AROUND, proposal.slot.ends_at + LOOK_AROUND)
    checker = checker_for(regime.facility, around, proposal=proposal, without=without, beside=beside)
    return nearest_free(
        checker,
        proposal,
        day_starts=regime.day_starts_at_time,
        day_ends=regime.day_ends_at_time,
        not_before=now,
    )
