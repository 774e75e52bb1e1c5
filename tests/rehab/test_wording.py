"""Every code has a sentence, and every sentence takes the facts its code has."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from rehab import wording, wording_attendance, wording_placement, wording_tiers
from rehab.domain.attendance import Mark, Side
from rehab.domain.decision import Objection, ObjectionFound
from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.placement import Obstacle, ObstacleFound, Remark, RemarkFound
from rehab.domain.programme import SessionType
from rehab.domain.recommendation import Missing, Reason
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.stage import Stage
from rehab.domain.tiers import Tier
from rehab.enums import AttendanceState
from rutan.timetable.enums import LostBy

DAY = date(2026, 11, 24)
AT = timezone.make_aware(datetime(2026, 11, 24, 9))
OBSTACLES = [
    (Obstacle.NOT_IN_CUSTODY, {}, "Sudah tidak berada di rutan."),
    (Obstacle.NOT_IN_CUSTODY, {"left_on": DAY}, "Sudah tidak berada di rutan sejak 24 November 2026."),
    (Obstacle.NOT_ASSESSED, {}, "Belum ada asesmen."),
    (
        Obstacle.ASSESSMENT_OUT_OF_DATE,
        {"assessed_on": DAY, "valid_until": DAY},
        "Asesmen 24 November 2026 hanya berlaku sampai 24 November 2026.",
    ),
    (Obstacle.NO_DECISION, {}, "Kategori belum diputuskan."),
    (
        Obstacle.DECISION_DECLINED,
        {"tier": Tier.SEVERE, "decided_on": DAY},
        "Keputusan berat tanggal 24 November 2026 ditolak.",
    ),
    (
        Obstacle.AWAITING_SECOND_PERSON,
        {"tier": Tier.SEVERE, "decided_on": DAY},
        "Keputusan berat menunggu pengesahan orang kedua.",
    ),
    (
        Obstacle.OTHER_TIER,
        {"decided": Tier.MILD, "track": Tier.MODERATE},
        "Diputuskan ringan, kelompok ini sedang.",
    ),
    (Obstacle.NO_CONSENT, {"answer": "none"}, "Belum ada persetujuan."),
    (
        Obstacle.NO_CONSENT,
        {"answer": "refused", "decided_on": DAY},
        "Persetujuan ditolak 24 November 2026.",
    ),
    (
        Obstacle.NO_CONSENT,
        {"answer": "withdrawn", "decided_on": DAY},
        "Persetujuan dicabut 24 November 2026.",
    ),
    (
        Obstacle.NO_CONSENT,
        {"answer": "given", "decided_on": DAY, "expires_on": DAY},
        "Persetujuan berakhir 24 November 2026.",
    ),
    (
        Obstacle.ALREADY_PLACED,
        {"group": "Kelompok 2", "tier": Tier.MILD, "since": DAY},
        "Sudah mengikuti Kelompok 2 (ringan) sejak 24 November 2026.",
    ),
    (
        Obstacle.GROUP_ENDED,
        {"group": "Kelompok 2", "ended_on": DAY},
        "Kelompok 2 berakhir 24 November 2026.",
    ),
    (
        Obstacle.BEFORE_GROUP_STARTS,
        {"group": "Kelompok 2", "starts_on": DAY},
        "Kelompok 2 baru mulai 24 November 2026.",
    ),
    (
        Obstacle.GROUP_FULL,
        {"group": "Kelompok 2", "taken": 8, "capacity": 8},
        "Kelompok 2 penuh (8 dari 8).",
    ),
    (
        Obstacle.KEPT_APART,
        {"group": "Kelompok 2", "other": "Andi"},
        "Tidak boleh bersama Andi dari Kelompok 2.",
    ),
    (
        Obstacle.KEPT_APART,
        {"group": "Kelompok 2"},
        "Tidak boleh mengikuti Kelompok 2. Tanyakan kepada petugas keamanan.",
    ),
    (
        Obstacle.RELEASE_TOO_SOON,
        {"release_on": DAY, "last_day": DAY},
        "Bebas 24 November 2026, program selesai 24 November 2026.",
    ),
    (
        Obstacle.SCHEDULE_CLASH,
        {"title": "Menjahit", "starts_at": AT, "ends_at": AT.replace(hour=10)},
        "Bentrok dengan Menjahit pukul 09.00–10.00, Selasa, 24 November 2026.",
    ),
    (
        Obstacle.SCHEDULE_CLASH,
        {"title": "Pesantren", "starts_at": AT, "ends_at": AT.replace(hour=10), "more": 11},
        "Bentrok dengan Pesantren pukul 09.00–10.00, Selasa, 24 November 2026, dan 11 kali lagi.",
    ),
    (
        Obstacle.ROOM_TOO_SMALL,
        {"room": "Ruang 1", "capacity": 12, "needed": 13},
        "Ruang 1 hanya menampung 12 orang; kelompok ini akan menjadi 13 orang.",
    ),
]


@pytest.mark.parametrize(("code", "facts", "sentence"), OBSTACLES)
def test_obstacles(code, facts, sentence):
    assert wording_placement.obstacle(ObstacleFound(code, facts)) == sentence


def test_every_obstacle_and_remark_has_a_sentence():
    assert {code for code, _facts, _sentence in OBSTACLES} == set(Obstacle)
    found = RemarkFound(Remark.DETENTION_ORDER_ENDS, {"ends_on": DAY, "last_day": DAY})
    assert wording_placement.remark(found) == (
        "Masa penahanan berakhir 24 November 2026, sebelum atau pada akhir program 24 November 2026; "
        "periksa perpanjangannya."
    )
    over = RemarkFound(Remark.SESSIONS_OVER, {"over": 5, "sessions": 24})
    assert wording_placement.remark(over) == (
        "Pada hari itu 5 dari 24 sesi program sudah berlalu di kelompok ini."
    )


def test_every_objection_has_a_sentence():
    facts = {"band": "low", "tier": "berat", "recommended": "ringan"}
    assert [wording_tiers.objection(ObjectionFound(code, facts)) for code in Objection] == [
        "Belum ada ASSIST yang ditandatangani.",
        "ASSIST risiko ringan; berat memerlukan sedikitnya risiko sedang.",
        "Tuliskan alasan berbeda dari rekomendasi (ringan).",
        "Keputusan ini tidak lagi menunggu orang kedua.",
        "Orang kedua harus berbeda dari yang memutuskan.",
    ]


def reasons_in(node):
    """Every reason code that stands in a rule edition."""
    if isinstance(node, dict):
        yield from [node["reason"]] if "reason" in node else []
        for value in node.values():
            yield from reasons_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from reasons_in(value)


def test_every_reason_of_the_edition_has_a_sentence():
    assert set(reasons_in(SEED_EDITION)) == set(wording_tiers.REASONS)
    assert wording_tiers.reason(Reason("made_up_by_the_site", ())) == "made_up_by_the_site"


def test_what_is_missing():
    asi = Missing("asi", ("asi.drug_rating",), (Tier.MODERATE, Tier.SEVERE), False, True)
    assert wording_tiers.missing(asi) == [
        "Sementara: ASI belum ada.",
        "ASI dapat menghasilkan sedang atau berat.",
    ]
    assist = Missing("assist", ("assist.person",), (), True, False)
    assert wording_tiers.missing(assist) == [
        "Belum ada ASSIST yang ditandatangani, rekomendasi belum dapat dibuat."
    ]


def test_everything_that_is_named_has_words():
    assert set(wording.DECISION_STATES) == set(DecisionState)
    assert set(wording.PLACEMENT_STATES) == set(PlacementState)
    assert set(wording.STAGES) == set(Stage)
    assert set(wording.SESSION_TYPES) == set(SessionType)
    assert set(wording_attendance.MARKS) == set(Mark)


def test_stored_choices_are_those_of_the_rules():
    assert set(AttendanceState.values) == set(Mark)
    assert set(LostBy.values) == set(Side)
