"""The first tier-rule edition (domain.md 1.9, seed edition): a proposal until staff confirm it.

Rules are tried from the top, the first one that holds wins. "No ASI" and "no DAST-10" are said as ``absent``.
"""

SEED_EDITION: dict[str, object] = {
    "code": "2026.1",
    "required": ["assist.person"],
    "provisional_without": ["asi.drug_rating"],
    "rules": [
        {
            "tier": "berat",
            "reason": "severe_signs",
            "when": {
                "any": [
                    {
                        "input": "assist.injected",
                        "comparison": "equal",
                        "value": "past_3_months",
                        "reason": "injected_recently",
                    },
                    {
                        "input": "asi.drug_rating",
                        "comparison": "at_least",
                        "value": 6,
                        "reason": "asi_drug_considerable",
                    },
                    {
                        "input": "dast10.total",
                        "comparison": "at_least",
                        "value": 6,
                        "reason": "dast10_substantial",
                    },
                    {
                        "all": [
                            {"input": "assist.person", "comparison": "equal", "value": "high"},
                            {"input": "asi.drug_rating", "comparison": "absent"},
                        ],
                        "reason": "assist_high_without_asi",
                    },
                ]
            },
        },
        {
            "tier": "sedang",
            "reason": "moderate_signs",
            "when": {
                "any": [
                    {
                        "all": [
                            {"input": "asi.drug_rating", "comparison": "at_least", "value": 4},
                            {"input": "asi.drug_rating", "comparison": "at_most", "value": 5},
                        ],
                        "reason": "asi_drug_moderate",
                    },
                    {
                        "input": "assist.person",
                        "comparison": "equal",
                        "value": "high",
                        "reason": "assist_high",
                    },
                    {
                        "all": [
                            {"input": "assist.person", "comparison": "equal", "value": "moderate"},
                            {"input": "asi.drug_rating", "comparison": "absent"},
                            {"input": "dast10.total", "comparison": "absent"},
                        ],
                        "reason": "assist_moderate_alone",
                    },
                    {
                        "all": [
                            {"input": "dast10.total", "comparison": "at_least", "value": 3},
                            {"input": "dast10.total", "comparison": "at_most", "value": 5},
                        ],
                        "reason": "dast10_moderate",
                    },
                ]
            },
        },
        {
            "tier": "ringan",
            "reason": "no_heavier_sign",
            "when": {"input": "assist.person", "comparison": "present"},
        },
    ],
}
