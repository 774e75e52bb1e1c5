"""What is in the way, in words: Indonesian first, English too."""

from datetime import time

import pytest
from django.utils import timezone, translation

from inmates.domain.keeping_apart import Restriction
from rutan.timetable.domain.calendar import Participant
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.conflicts import Conflict, ConflictKind
from rutan.timetable.domain.free_times import nearest_free
from rutan.timetable.domain.proposal import RoomFacts
from rutan.timetable.wording import conflict_sentences, free_times_sentence, refusal_sentences
from tests.rutan.timetable.domain.facts import (
    BUDI,
    EAST,
    HALL,
    JOKO,
    ROOM,
    SARI,
    TUESDAY,
    WEST,
    coaching,
    hours,
    moment,
    not_ready,
    proposal,
    slot,
    taken,
)

MORNING = slot("08.00", "09.30")


@pytest.fixture(autouse=True)
def _indonesian():
    # The server's own zone must not matter: times are told by the facility's clock.
    with translation.override("id"), timezone.override("UTC"):
        yield


def said(wanted=None, *, zone=WEST, on=TUESDAY, now=None, **facts):
    conflicts = Checker(zone=zone, **facts).conflicts(wanted or proposal(), now=now)
    return conflict_sentences(conflicts, zone=zone, on=on)


def test_a_refusal_as_the_face_has_it():
    facts = {
        "taken": [taken(ROOM.id, MORNING)],
        "hours": [hours("09.30", "10.00"), hours("11.30", "13.00"), coaching("14.30", "18.00", BUDI)],
    }
    checker, wanted = Checker(zone=WEST, **facts), proposal()
    free = nearest_free(checker, wanted, day_starts=time(8), day_ends=time(16), not_before=moment("07.00"))
    told = refusal_sentences(checker.conflicts(wanted), free, wanted=wanted.slot, zone=WEST, on=TUESDAY)
    assert " ".join(told) == (
        "Ruang Konseling 1 sudah dipakai Kelompok 2 pukul 08.00–09.30. "
        "Waktu kosong terdekat: 10.00, 13.00, besok 08.00."
    )
    with translation.override("en"):
        told = refusal_sentences(checker.conflicts(wanted), free, wanted=wanted.slot, zone=WEST, on=TUESDAY)
    assert told == [
        "Ruang Konseling 1 is already taken by Kelompok 2 at 08.00–09.30.",
        "Nearest free times: 10.00, 13.00, tomorrow 08.00.",
    ]


def test_a_facilitator_leads_and_inmates_take_part():
    facts = [
        taken(SARI, slot("09.00", "10.00"), booking_id=8, title="Konseling"),
        taken(BUDI, slot("07.00", "08.30"), booking_id=9, title="Las dasar"),
        taken(JOKO, slot("07.00", "08.30"), booking_id=9, title="Las dasar"),
        taken(JOKO, slot("09.00", "10.00"), booking_id=10, title="Jahit"),
    ]
    assert said(taken=facts) == [
        "Sari sudah memandu Konseling pukul 09.00–10.00.",
        "Budi dan Joko sudah terjadwal di Las dasar pukul 07.00–08.30.",
        "Joko sudah terjadwal di Jahit pukul 09.00–10.00.",
    ]


@pytest.mark.parametrize(
    ("count", "indonesian", "english"),
    [
        (1, "A sudah", "A is already"),
        (3, "A, B dan C sudah", "A, B and C are already"),
        (4, "A, B, C dan D sudah", "A, B, C and D are already"),
        (5, "A, B, C, dan 2 orang lain sudah", "A, B, C and 2 others are already"),
        (12, "A, B, C, dan 9 orang lain sudah", "A, B, C and 9 others are already"),
    ],
)
def test_many_names_are_counted(count, indonesian, english):
    inmates = {number: "ABCDEFGHIJKL"[number] for number in range(count)}
    held = [taken(number, MORNING, resource="inmate") for number in inmates]
    (sentence,) = said(proposal(inmates=inmates), taken=held)
    assert sentence == f"{indonesian} terjadwal di Kelompok 2 pukul 08.00–09.30."
    with translation.override("en"):
        (sentence,) = said(proposal(inmates=inmates), taken=held)
    assert sentence == f"{english} in Kelompok 2 at 08.00–09.30."


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            hours("07.30", "08.15"),
            ["Apel pagi berlangsung pukul 07.30–08.15; tidak boleh ada kegiatan lain pada jam itu."],
        ),
        (
            hours("09.00", "10.00", name="Kunjungan", hard=False),
            ["Kunjungan berlangsung pukul 09.00–10.00; sebaiknya jam itu dihindari."],
        ),
        (
            coaching("08.00", "09.00", BUDI, Participant(JOKO, TUESDAY)),
            ["Budi dan Joko mengikuti Pesantren At-Taubah pukul 08.00–09.00."],
        ),
        (
            hours("08.00", "09.00", name="Kebersihan", room_id=ROOM.id),
            ["Ruang Konseling 1 dipakai untuk Kebersihan pukul 08.00–09.00."],
        ),
        (
            coaching("08.00", "09.00", JOKO, room_id=ROOM.id),
            [
                "Ruang Konseling 1 dipakai untuk Pesantren At-Taubah pukul 08.00–09.00.",
                "Joko mengikuti Pesantren At-Taubah pukul 08.00–09.00.",
            ],
        ),
    ],
)
def test_protected_hours(given, expected):
    assert said(hours=[given]) == expected


def test_lock_up_is_told_by_the_clock_alone():
    lock_up = hours("18.00", "06.30", name="Penguncian kamar")
    (sentence,) = said(proposal("05.00", "06.00"), hours=[lock_up])
    assert sentence.startswith("Penguncian kamar berlangsung pukul 18.00–06.30;")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            not_ready(slot("06.00", "12.00"), note="Blok A"),
            "Rutan tidak siap untuk kegiatan pukul 06.00–12.00: Penggeledahan (Blok A).",
        ),
        (
            not_ready(slot("06.00", "12.00", day=23, last_day=25)),
            "Rutan tidak siap untuk kegiatan dari kemarin 06.00 sampai besok 12.00: Penggeledahan.",
        ),
        (
            not_ready(MORNING, room_id=ROOM.id, reason="Perbaikan atap"),
            "Ruang Konseling 1 tidak siap untuk kegiatan pukul 08.00–09.30: Perbaikan atap.",
        ),
    ],
)
def test_not_being_ready(period, expected):
    assert said(not_ready=[period]) == [expected]


def test_a_small_room_midnight_and_the_past():
    late = proposal("23.00", "00.30", last_day=25, room=RoomFacts(1, "Ruang Konseling 1", 1))
    assert said(late, now=moment("12.00", day=26)) == [
        "Waktu mulai, hari ini 23.00, sudah lewat.",
        "Kegiatan tidak boleh melewati tengah malam; yang ini baru selesai besok 00.30.",
        "Ruang Konseling 1 hanya muat 1 orang, pesertanya 2 orang.",
    ]
    with translation.override("en"):
        assert said(late)[-1] == "Ruang Konseling 1 has 1 place, the session has 2 people."


def test_every_kind_of_conflict_has_a_sentence():
    wanted = proposal("17.30", "00.30", last_day=25, room=RoomFacts(HALL.id, HALL.name, 1))
    everything = {
        "taken": [taken(each, slot("18.00", "19.00")) for each in (HALL.id, SARI, BUDI)],
        "hours": [hours("18.00", "18.30"), hours("19.00", "19.30", hard=False)],
        "not_ready": [not_ready(slot("18.00", "19.00"))],
        "apart": [Restriction(*sorted(wanted.inmates)[:2], None, True, TUESDAY)],
    }
    conflicts = Checker(zone=WEST, **everything).conflicts(wanted, now=moment("18.00"))
    assert [conflict.kind for conflict in conflicts] == list(ConflictKind)
    assert len(set(conflict_sentences(conflicts, zone=WEST, on=TUESDAY))) == len(ConflictKind)


def test_a_conflict_without_a_sentence_is_a_mistake():
    with pytest.raises(TypeError, match="no sentence for room_too_small"):
        conflict_sentences([Conflict(kind=ConflictKind.ROOM_TOO_SMALL)], zone=WEST, on=TUESDAY)


def free_times(*slots, wanted=MORNING, zone=WEST, on=TUESDAY):
    return free_times_sentence(slots, wanted=wanted, zone=zone, on=on)


def test_free_times_on_the_wanted_day_are_told_without_it():
    thursday = slot("08.00", "09.30", day=26)
    assert free_times(slot("10.00", "11.30", day=26), wanted=thursday) == "Waktu kosong terdekat: 10.00."
    assert free_times(slot("15.00", "16.30"), slot("08.00", "09.30", day=25), wanted=thursday) == (
        "Waktu kosong terdekat: hari ini 15.00, besok 08.00."
    )


def test_a_day_with_a_comma_is_kept_apart_from_the_next_time():
    assert free_times(slot("10.00", "11.30"), slot("08.00", "09.30", day=30)) == (
        "Waktu kosong terdekat: 10.00; Senin, 30 November 08.00."
    )


def test_free_times_and_days_are_those_of_the_facility():
    # 23.00 of the 24th in Jakarta is 01.00 of the 25th in Jayapura.
    late = slot("23.00", "23.30")
    assert free_times(late, zone=EAST) == "Waktu kosong terdekat: besok 01.00."
    assert free_times(late, wanted=late, zone=EAST) == "Waktu kosong terdekat: 01.00."


def test_without_a_free_time_it_says_what_else_to_change():
    assert free_times() == "Tidak ada waktu kosong yang dekat. Pilih ruang, fasilitator, atau peserta lain."
