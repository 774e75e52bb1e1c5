"""What SQL typed as the application's login may not do to decisions, groups, placements and sessions."""

import threading

import pytest
from django.db import IntegrityError, connections

from rehab.domain.lifecycle import PlacementState
from rehab.domain.tiers import Tier
from rehab.models import Session
from rehab.services_groups import close_group
from rehab.services_placement import end_placement
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, rehab, timetable
from tests.typed_sql import changed, copied, refused

DECISION, GROUP, PLACEMENT = "rehab_tierdecision", "rehab_group", "rehab_placement"
SESSION = "rehab_session"


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def elsewhere(db):
    return accounts.facility(code="LAIN", name="Rutan Lain")


@pytest.fixture
def group(place):
    return rehab.group(facility=place)


def waiting(place):
    person = rehab.screened(facility=place)
    return rehab.decided(inmate=person, tier=Tier.SEVERE, reason="Riwayat kambuh", second=False)


def test_nobody_types_in_the_word_of_a_second_person_with_the_decision(place):
    decision = waiting(place)
    second = rehab.head(facility=place)
    for state in ("final", "declined"):
        with refused("tier_decision_begins_with_one_person"):
            copied(DECISION, decision.pk, state=state, second_by_id=second.pk, second_at=clock.now())


def test_what_a_recommendation_rested_on_is_not_spelled_anew(place):
    decision = waiting(place)
    with refused("tier_decision_stays_as_made"):
        changed(
            DECISION,
            decision.pk,
            "state = 'final', second_by_id = %s, second_at = now(),"
            " recommendation = jsonb_set(recommendation, '{rule}', (recommendation->>'rule' || '.0')::jsonb)",
            rehab.head(facility=place).pk,
        )


def test_a_decision_that_waited_is_closed_once_and_by_another(place):
    decision, head = waiting(place), rehab.head(facility=place)
    word = "state = %s, second_by_id = %s, second_at = now()"
    with refused("tier_decision_second_is_another"):
        changed(DECISION, decision.pk, word, "final", decision.decided_by_id)
    changed(DECISION, decision.pk, word, "final", head.pk)
    for state in ("final", "declined"):
        with refused("tier_decision_stays_as_made"):
            changed(DECISION, decision.pk, word, state, rehab.officer(facility=place).pk)


def test_a_placement_follows_the_persons_own_decision_in_their_own_facility(place, elsewhere, group):
    placement = rehab.placed(group=group)
    stranger = rehab.ready(facility=elsewhere)
    other = rehab.ready(facility=place)
    severe = rehab.group(facility=place, tier=Tier.SEVERE, name="Kelompok Berat")
    for instead in (
        {"inmate_id": stranger.pk, "decision_id": stranger.tier_decisions.get().pk},
        {"inmate_id": other.pk},
        {"inmate_id": other.pk, "decision_id": other.tier_decisions.get().pk, "group_id": severe.pk},
        {"inmate_id": other.pk, "decision_id": other.tier_decisions.get().pk, "facility_id": elsewhere.pk},
    ):
        with refused("a placement follows a final decision"):
            copied(PLACEMENT, placement.pk, **instead)


def test_a_placement_begins_and_is_not_over_from_the_start(place, group):
    placement, other = rehab.placed(group=group), rehab.ready(facility=place)
    with refused("placement_begins_active"):
        copied(
            PLACEMENT,
            placement.pk,
            inmate_id=other.pk,
            decision_id=other.tier_decisions.get().pk,
            state="completed",
            ended_on=clock.today(),
        )


def test_nobody_is_placed_in_a_closed_group(place, group):
    placement, other = rehab.placed(group=group), rehab.ready(facility=place)
    officer = rehab.officer(facility=place)
    end_placement(
        placement=placement,
        state=PlacementState.COMPLETED,
        ended_on=clock.today(),
        reason="Selesai lebih awal",
        by=officer,
    )
    close_group(group=group, by=officer)
    begun = {"state": "active", "ended_on": None, "ended_by_id": None}
    with refused("the group is closed"):
        copied(
            PLACEMENT,
            placement.pk,
            inmate_id=other.pk,
            decision_id=other.tier_decisions.get().pk,
            **begun,
        )
    with refused("group_closed_stays"):
        changed(GROUP, group.pk, "state = 'open'")


def test_a_group_stays_what_its_people_were_placed_in(place, elsewhere, group):
    other = accounts.user_with(Role.FACILITATOR, facility=place, username="lain")
    severe = rehab.programme(Tier.SEVERE)
    for change in (
        f"facilitator_id = {other.pk}",
        f"programme_id = {severe.pk}",
        f"facility_id = {elsewhere.pk}",
        f"opened_by_id = {other.pk}",
    ):
        with refused("group_stays_what_it_is|has people"):
            changed(GROUP, group.pk, change)


def another(session, **instead):
    """Type in a session once more, on a booking of its own."""
    place = session.booking.facility
    booking = timetable.booking(
        facility=place,
        room=session.booking.room,
        when=rehab.hour(facility=place, at=17),
        kind="rehab",
    )
    copied(SESSION, session.pk, booking_id=booking.pk, **instead)


@pytest.mark.parametrize("number", [1, 3, 40])
def test_sessions_of_a_kind_are_counted_without_gap_or_repeat(group, number):
    rehab.placed(group=group)
    session = rehab.session(group=group)
    with refused("session_counted_in_turn"):
        another(session, number=number)


def test_the_next_session_and_that_of_another_are_counted_on_their_own(group):
    placement = rehab.placed(group=group)
    session = rehab.session(group=group)
    another(session, number=2)
    rehab.session(group=group, placement=placement, at=11)
    numbers = Session.objects.order_by("pk").values_list("placement", "number")
    assert list(numbers) == [(None, 1), (None, 2), (placement.pk, 1)]


def test_a_session_that_was_called_off_leaves_its_number_free(group):
    rehab.placed(group=group)
    first, second, third = (rehab.session(group=group, at=at) for at in (8, 10, 13))
    timetable.cancelled(second.booking)
    anew = rehab.session(group=group, at=15)
    assert [each.number for each in (first, second, third, anew)] == [1, 2, 3, 2]
    with refused("session_counted_in_turn"):
        another(first, number=3)


def test_two_who_count_at_once_do_not_both_get_the_number(own_database):
    place = accounts.facility()
    group = rehab.group(facility=place)
    rehab.placed(group=group)
    session = rehab.session(group=group)
    bookings = [
        timetable.booking(
            facility=place,
            room=session.booking.room,
            when=rehab.hour(facility=place, at=at),
            kind="rehab",
        )
        for at in (13, 15)
    ]
    start, outcomes = threading.Barrier(2), []

    def type_in(booking):
        try:
            start.wait(10)
            copied(SESSION, session.pk, booking_id=booking.pk, number=2)
            outcomes.append("in")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=type_in, args=(booking,)) for booking in bookings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["in", "refused"]


def test_a_session_hangs_on_its_own_groups_booking_and_programme(place, elsewhere, group):
    rehab.placed(group=group)
    session = rehab.session(group=group)
    far = timetable.booking(facility=elsewhere, room=timetable.room(facility=elsewhere), kind="rehab")
    severe = rehab.group(facility=place, tier=Tier.SEVERE, name="Kelompok Berat")
    with refused("session_of_one_facility_and_programme"):
        copied(SESSION, session.pk, booking_id=far.pk, number=2)
    with refused("session_of_one_facility_and_programme"):
        another(session, unit_id=rehab.unit(severe).pk)


def test_what_a_session_was_about_stands_once_it_was_held_or_called_off(group):
    held, _people = rehab.over(group=group)
    called_off = rehab.session(group=group, at=13)
    for session in (held, called_off):
        changed(SESSION, session.pk, "topic = 'Pemicu'")
    timetable.held(held.booking)
    timetable.cancelled(called_off.booking)
    for session in (held, called_off):
        with refused("session_over_keeps_its_topic"):
            changed(SESSION, session.pk, "topic = 'Lain'")
        changed(SESSION, session.pk, "note = 'Catatan fasilitator sesudah sesi'")


def test_a_placement_keeps_its_last_day_until_it_ends(place, group):
    placement = rehab.placed(group=group)
    for change in ("ends_on = ends_on + 30", "end_reason = 'x'", f"ended_by_id = {placement.placed_by_id}"):
        with refused("placement_ends_once"):
            changed(PLACEMENT, placement.pk, change)
    ended = f"state = 'completed', ended_on = current_date, ended_by_id = {placement.placed_by_id}"
    with refused("placement_ends_once"):
        changed(PLACEMENT, placement.pk, f"{ended}, ends_on = ends_on + 30")
    changed(PLACEMENT, placement.pk, ended)
