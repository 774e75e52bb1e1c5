"""The first programme templates, one a tier (domain.md 1.9): a proposal until staff confirm it.

Names of programmes and phases are content of the site and therefore in its language. Aftercare
(pascarehabilitasi) follows on *berat* after the 60 days and is no part of the template.
"""


def _unit(session_type: str, count: int, minutes: int) -> dict[str, object]:
    return {"type": session_type, "count": count, "minutes": minutes}


def _phase(code: str, name: str, days: int, *units: dict[str, object]) -> dict[str, object]:
    return {"code": code, "name": name, "days": days, "units": list(units)}


MILD: dict[str, object] = {
    "code": "ringan-2026.1",
    "name": "Rehabilitasi ringan 15 hari",
    "tier": "ringan",
    "days": 15,
    "phases": [
        _phase(
            "core",
            "Edukasi dan intervensi singkat",
            15,
            _unit("brief_intervention", 2, 45),
            _unit("education_session", 5, 60),
            _unit("individual_counselling", 1, 45),
        ),
    ],
}

MODERATE: dict[str, object] = {
    "code": "sedang-2026.1",
    "name": "Rehabilitasi sedang 30 hari",
    "tier": "sedang",
    "days": 30,
    "phases": [
        _phase(
            "entry",
            "Tahap awal",
            5,
            _unit("measurement", 1, 60),
            _unit("education_session", 2, 60),
            _unit("individual_counselling", 1, 45),
        ),
        _phase(
            "primary",
            "Tahap inti",
            20,
            _unit("group_counselling", 6, 90),
            _unit("individual_counselling", 3, 45),
            _unit("education_session", 2, 60),
            _unit("family_session", 1, 90),
            _unit("skills_training", 4, 120),
        ),
        _phase(
            "re_entry",
            "Tahap akhir",
            5,
            _unit("family_session", 1, 90),
            _unit("urine_test", 1, 30),
            _unit("measurement", 1, 60),
            _unit("graduation", 1, 60),
        ),
    ],
}

SEVERE: dict[str, object] = {
    "code": "berat-2026.1",
    "name": "Rehabilitasi berat 60 hari",
    "tier": "berat",
    "days": 60,
    "phases": [
        _phase(
            "entry",
            "Tahap masuk (entry)",
            10,
            _unit("measurement", 1, 60),
            _unit("urine_test", 1, 30),
            _unit("education_session", 3, 60),
            _unit("individual_counselling", 2, 45),
            _unit("morning_meeting", 5, 45),
        ),
        _phase(
            "primary",
            "Tahap inti (primary)",
            40,
            _unit("morning_meeting", 16, 45),
            _unit("static_group", 8, 90),
            _unit("group_counselling", 6, 90),
            _unit("individual_counselling", 4, 45),
            _unit("sharing_feeling", 4, 60),
            _unit("seminar", 4, 60),
            _unit("skills_training", 8, 120),
            _unit("family_session", 1, 90),
        ),
        _phase(
            "re_entry",
            "Tahap kembali (re-entry)",
            10,
            _unit("individual_counselling", 2, 45),
            _unit("family_session", 1, 90),
            _unit("skills_training", 2, 120),
            _unit("urine_test", 1, 30),
            _unit("measurement", 1, 60),
            _unit("graduation", 1, 60),
        ),
    ],
}

SEED_PROGRAMMES: tuple[dict[str, object], ...] = (MILD, MODERATE, SEVERE)
