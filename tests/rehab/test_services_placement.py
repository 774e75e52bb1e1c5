"""Placement refuses with every obstacle at once; the last place of a group goes to one person."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from inmates.enums import ConsentState
from inmates.models import AccessGrant, Inmate
from rehab.domain.lifecycle import PlacementState
from rehab.domain.placement import Obstacle
from rehab.domain.tiers import Tier
from rehab.models import Placement
from rehab.queries_placement import choices_for
from rehab.refusals import GroupRefused, PlacementRefused
from rehab.services_groups import close_group
from rehab.services_placement import end_placement, place_on_track
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock, dates
from rutan.timetable.models import Claim
from tests.factories import accounts, inmates, rehab, timetable

TODAY = clock.today()


@pytest.fixture
def place(db):
    return accounts.facility()


def refused(call, **arguments):
    with pytest.raises(PlacementRefused) as refusal:
        call(**arguments)
    return refusal.value


def place_in(group, inmate, **fields):
    facts = {"starts_on": TODAY, "by": rehab.officer(facility=group.facility), "request_key": uuid.uuid4()}
    return refused(place_on_track, inmate=inmate, group=group, **(facts | fields))


def end(placement, state="completed", ended_on=TODAY, reason="Selesai lebih awal"):
    by = rehab.officer(facility=placement.facility)
    return end_placement(
        placement=placement, state=PlacementState(state), ended_on=ended_on, reason=reason, by=by
    )


def test_a_placement_opens_the_record_to_the_facilitator(place):
    group = rehab.group(facility=place)
    other = rehab.ready(facility=place)
    placement = rehab.placed(group=group)
    facilitator = rehab.facilitator(facility=place)
    assert list(Inmate.objects.visible_to(facilitator)) == [placement.inmate]
    assert (placement.state, placement.ends_on) == ("active", TODAY + timedelta(days=29))
    assert placement.decision == placement.inmate.tier_decisions.get()
    assert Event.objects.get(action="rehab.placement.created").facts == {
        "inmate": placement.inmate_id,
        "group": group.pk,
    }
    end(placement)
    assert not Inmate.objects.visible_to(accounts.User.objects.get(pk=facilitator.pk)).exists()
    assert AccessGrant.objects.get(inmate=placement.inmate, user=facilitator).ended_at
    assert other not in Inmate.objects.visible_to(facilitator)


def test_the_same_form_sent_twice_places_once(place):
    group, person, key = rehab.group(facility=place), rehab.ready(facility=place), uuid.uuid4()
    first = rehab.placed(group=group, inmate=person, request_key=key)
    assert rehab.placed(group=group, inmate=person, request_key=key) == first


def test_every_obstacle_is_named_at_once(place):
    group = rehab.group(facility=place, capacity=1, starts_on=TODAY + timedelta(days=3))
    placed = rehab.placed(group=group, starts_on=TODAY + timedelta(days=3))
    person = inmates.inmate(facility=place, expires_on=TODAY + timedelta(days=5))
    refusal = place_in(group, person)
    assert [reason.code for reason in refusal.reasons] == [
        Obstacle.NOT_ASSESSED,
        Obstacle.NO_DECISION,
        Obstacle.NO_CONSENT,
        Obstacle.BEFORE_GROUP_STARTS,
        Obstacle.GROUP_FULL,
        Obstacle.RELEASE_TOO_SOON,
    ]
    starts_on, release, last = (TODAY + timedelta(days=days) for days in (3, 5, 29))
    assert refusal.messages == [
        "Belum ada asesmen.",
        "Kategori belum diputuskan.",
        "Belum ada persetujuan.",
        f"Kelompok 1 baru mulai {dates.long_date(starts_on)}.",
        "Kelompok 1 penuh (1 dari 1).",
        f"Bebas {dates.long_date(release)}, program selesai {dates.long_date(last)}.",
    ]
    assert list(Placement.objects.all()) == [placed]


def test_refuses_by_consent_decision_and_placement(place):
    mild, moderate = rehab.group(facility=place, tier="ringan", name="Ringan 1"), rehab.group(facility=place)
    placement = rehab.placed(group=moderate)
    assert place_in(mild, placement.inmate).messages == [
        "Diputuskan sedang, kelompok ini ringan.",
        f"Sudah mengikuti Kelompok 1 (sedang) sejak {dates.long_date(TODAY)}.",
    ]
    person = rehab.ready(facility=place)
    rehab.consented(inmate=person, state=ConsentState.WITHDRAWN)
    assert place_in(moderate, person).messages == [f"Persetujuan dicabut {dates.long_date(TODAY)}."]
    waiting = rehab.screened(facility=place, level="moderate")
    rehab.consented(inmate=waiting)
    rehab.decided(inmate=waiting, tier="berat", reason="Riwayat kambuh", second=False)
    assert place_in(moderate, waiting).messages == [
        "Keputusan berat menunggu pengesahan orang kedua.",
        "Diputuskan berat, kelompok ini sedang.",
    ]


def test_refuses_old_assessments_and_those_who_left(place):
    group = rehab.group(facility=place)
    person = rehab.screened(facility=place, taken_on=TODAY - timedelta(days=200))
    rehab.decided(inmate=person)
    rehab.consented(inmate=person)
    inmates.left(person, on=TODAY)
    taken, until = (dates.long_date(TODAY - timedelta(days=days)) for days in (200, 20))
    assert place_in(group, person).messages == [
        f"Sudah tidak berada di rutan sejak {dates.long_date(TODAY)}.",
        f"Asesmen {taken} hanya berlaku sampai {until}.",
    ]


def test_a_clash_with_what_is_planned_is_named(place):
    first = rehab.group(facility=place)
    second = rehab.group(
        facility=place,
        name="Kelompok 2",
        facilitator=accounts.user_with(Role.FACILITATOR, facility=place),
    )
    moving = rehab.placed(group=first)
    rehab.placed(group=second)
    planned = rehab.session(group=first)
    rehab.session(group=second, room=rehab.room(facility=place, code="K2", name="Ruang 2"))
    # Only the placement ends here, as if by a hand that does not know the timetable: the plan still counts them in.
    Placement.objects.filter(pk=moving.pk).update(state="referred", ended_on=TODAY)
    day = dates.day(planned.booking.slot.starts_at)
    assert place_in(second, moving.inmate).messages == [
        f"Bentrok dengan Kelompok 1 pukul 09.00–10.00, {day}."
    ]


def test_coaching_hours_are_foreseen_with_how_often_they_are_in_the_way(place):
    group = rehab.group(facility=place)
    rehab.placed(group=group)
    person, other = rehab.ready(facility=place), rehab.ready(facility=place)
    timetable.hours("09.30", "10.30", facility=place, name="Pesantren", inmates=[person])
    first, _second = (rehab.session(group=group, day=TODAY + timedelta(days=days)) for days in (1, 3))
    day = dates.day(first.booking.slot.starts_at)
    said = f"Bentrok dengan Pesantren pukul 09.30–10.30, {day}, dan 1 kali lagi."
    assert [choice.obstacles for choice in choices_for(person, starts_on=TODAY)] == [(said,)]
    assert place_in(group, person).messages == [said]
    assert [choice.obstacles for choice in choices_for(other, starts_on=TODAY)] == [()]


def test_sessions_to_come_count_people_in_and_out(place):
    group = rehab.group(facility=place)
    first = rehab.placed(group=group)
    session = rehab.session(group=group)
    second = rehab.placed(group=group)

    def expected():
        rows = Claim.objects.of(session.booking).filter(inmate__isnull=False)
        return set(rows.values_list("inmate", flat=True))

    assert expected() == {first.inmate_id, second.inmate_id}
    end(first, "dropped_out", reason="Tiga kali tidak hadir")
    assert expected() == {second.inmate_id}


@pytest.mark.parametrize(
    ("state", "ended_on", "words"),
    [
        ("dropped_out", TODAY, "Tuliskan alasan berakhirnya."),
        ("completed", TODAY + timedelta(days=1), "Tanggal berakhir ada di masa depan."),
    ],
)
def test_an_end_is_refused_in_words(place, state, ended_on, words):
    placement = rehab.placed(group=rehab.group(facility=place))
    with pytest.raises(PlacementRefused) as refusal:
        end(placement, state, ended_on, reason="" if state == "dropped_out" else "Alasan")
    assert refusal.value.messages == [words]


def test_completing_before_the_planned_last_day_needs_a_reason(place):
    placement = rehab.placed(group=rehab.group(facility=place))
    with pytest.raises(PlacementRefused) as refusal:
        end(placement, reason=" ")
    last = dates.long_date(placement.ends_on)
    assert refusal.value.messages == [
        f"Program berlangsung sampai {last}. Tuliskan mengapa selesai sebelum itu."
    ]
    assert end(placement, reason="Pindah ke rawat jalan").state == "completed"


def test_it_ends_once(place):
    placement = rehab.placed(group=rehab.group(facility=place))
    ended = end(placement)
    assert end(ended).pk == ended.pk
    with pytest.raises(PlacementRefused) as refusal:
        end(ended, "withdrawn", reason="Tidak mau")
    assert refusal.value.messages == ["Penempatan ini sudah berakhir."]


def test_a_group_with_people_is_not_closed(place):
    group = rehab.group(facility=place)
    placement = rehab.placed(group=group)
    officer = rehab.officer(facility=place)
    with pytest.raises(GroupRefused) as refusal:
        close_group(group=group, by=officer)
    assert refusal.value.messages == ["Masih ada orang dalam kelompok ini. Akhiri dahulu penempatannya."]
    end(placement)
    assert close_group(group=group, by=officer).state == "closed"
    person = rehab.ready(facility=place)
    assert place_in(group, person).messages == ["Kelompok ini sudah ditutup."]


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_guards_groups_and_placements(place):
    group = rehab.group(facility=place, capacity=2)
    first, second = rehab.placed(group=group), rehab.placed(group=group)
    for statement, name in [
        ("update rehab_placement set starts_on = starts_on - 1", "stays as it was made"),
        ("update rehab_group set state = 'closed'", "has people"),
        ("update rehab_group set capacity = 1", "has people"),
    ]:
        with pytest.raises(IntegrityError, match=name):
            execute(statement)
    third = rehab.ready(facility=place)
    with pytest.raises(IntegrityError, match="the group is full"), transaction.atomic():
        copy_for(first, third)
    severe = rehab.ready(facility=place, tier=Tier.SEVERE)
    end(second)
    with pytest.raises(IntegrityError, match="final decision for the tier"), transaction.atomic():
        copy_for(first, severe)
    with pytest.raises(IntegrityError, match="placement_one_at_a_time"), transaction.atomic():
        copy_for(first, first.inmate)
    with pytest.raises(IntegrityError, match="ends once"):
        execute(f"update rehab_placement set state = 'active', ended_on = null where id = {second.pk}")


def copy_for(placement, inmate):
    row = Placement.objects.get(pk=placement.pk)
    row.pk, row.request_key, row.inmate = None, uuid.uuid4(), inmate
    row.decision = inmate.tier_decisions.get()
    row.save(force_insert=True)


def test_the_last_place_goes_to_one_of_two(own_database):
    place = accounts.facility()
    group = rehab.group(facility=place, capacity=1)
    people = [rehab.ready(facility=place) for _ in range(2)]
    officers = [rehab.officer(facility=place), accounts.user_with(Role.REHAB_OFFICER, facility=place)]
    start, answers = threading.Barrier(2), []

    def try_it(person, officer):
        try:
            start.wait()
            answers.append(rehab.placed(group=group, inmate=person, by=officer).inmate_id)
        except PlacementRefused as refusal:
            answers.append(refusal.messages)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=pair) for pair in zip(people, officers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    winner = Placement.objects.get()
    assert sorted(answers, key=str) == sorted([winner.inmate_id, ["Kelompok 1 penuh (1 dari 1)."]], key=str)
