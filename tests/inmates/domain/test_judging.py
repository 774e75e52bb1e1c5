"""Judging a file against what is stored."""

from datetime import date

from inmates.domain.columns import Column
from inmates.domain.judging import Change, judge
from inmates.domain.register_codes import register_key
from inmates.domain.register_table import RawRow

TODAY = date(2026, 11, 24)
GOOD = {
    Column.REGISTER_CODE: "B.I",
    Column.REGISTER_NUMBER: "BI.1/2025",
    Column.FULL_NAME: "Galih Wicaksono",
    Column.ALIAS: None,
    Column.NIK: "3304091303700025",
    Column.BORN_ON: "1970-03-13",
    Column.SEX: "L",
    Column.ADMITTED_ON: "2025-11-05",
    Column.EXPIRES_ON: "2032-02-28",
    Column.PLACE: "B2",
}


def raw(number="BI.1/2025", nik="3304091303700025", line=2, **cells):
    values = GOOD | {Column.REGISTER_NUMBER: number, Column.NIK: nik}
    return RawRow(line, "", values | {Column[name.upper()]: cell for name, cell in cells.items()})


def judged(*rows, stored=None, **more):
    return judge(rows, on=TODAY, stored=stored or {}, places=["A1", "B2"], **more)


def stored_from(judgement):
    return {row.key: dict(row.row.values()) for row in judgement.rows if row.writes}


def outcomes(judgement):
    return [(row.outcome.value, [code.value for code in row.codes]) for row in judgement.rows]


STORED = stored_from(judged(raw()))


def test_a_new_row_writes_everything_it_has():
    (row,) = judged(raw()).rows
    assert (row.outcome, row.is_new, row.changes, row.writes, row.key) == ("new", True, (), True, "BI.1/2025")
    assert row.row.values()["full_name"] == "Galih Wicaksono"


def test_the_same_row_again_is_unchanged_however_its_number_is_written():
    judgement = judged(raw("b.i. 1/2025"), stored=STORED)
    (row,) = judgement.rows
    assert (row.outcome, row.is_new, row.changes, row.writes) == ("unchanged", False, (), False)
    assert row.register_number == "b.i. 1/2025"


def test_a_changed_row_names_each_field_with_old_and_new_value():
    cells = {
        "full_name": "Galih W.",
        "alias": "Untung",
        "expires_on": "2031-02-28",
        "place": "A1",
        "sex": "L",
    }
    (row,) = judged(raw(**cells), stored=STORED).rows
    assert (row.outcome, row.is_new, row.writes) == ("changed", False, True)
    assert row.changes == (
        Change("full_name", "Galih Wicaksono", "Galih W."),
        Change("alias", None, "Untung"),
        Change("expires_on", date(2032, 2, 28), date(2031, 2, 28)),
        Change("cell", "B2", "A1"),
    )


def test_a_silent_row_empties_nothing():
    for cells in (
        {"nik": ""},
        {"nik": 3304091303700020},
        {"nik": "123"},
        {"expires_on": ""},
        {"place": "Karantina-X"},
        {"place": ""},
    ):
        (row,) = judged(raw(**cells), stored=STORED).rows
        assert (row.outcome, row.changes, len(row.codes)) == ("unchanged", (), 1)


def test_warnings_make_a_warning_of_what_is_written_and_stay_on_what_is_not():
    rows = [raw(place="X"), raw("BI.2/2025", nik="", line=3)]
    first = judged(*rows)
    assert outcomes(first) == [("warning", ["unknown_block"]), ("warning", ["missing_nik"])]
    assert [row.is_new for row in first.rows] == [True, True]
    again = judged(*rows, stored=stored_from(first))
    assert outcomes(again) == [("unchanged", ["unknown_block"]), ("unchanged", ["missing_nik"])]
    changed = judged(raw(place="X", full_name="Galih"), stored=stored_from(first))
    assert outcomes(changed) == [("warning", ["unknown_block"])]
    assert [(row.is_new, len(row.changes)) for row in changed.rows] == [(False, 1)]


def test_an_error_writes_nothing_and_keeps_its_warnings():
    judgement = judged(raw(sex="?", place="X"), stored=STORED)
    assert outcomes(judgement) == [("error", ["unknown_sex", "unknown_block"])]
    assert (judgement.rows[0].changes, judgement.rows[0].writes) == ((), False)


def test_every_row_after_the_first_with_its_number_is_a_duplicate():
    other = "3304095303700026"
    rows = [
        raw(sex="?"),
        raw("bi.1/2025", nik=other, sex="P"),
        raw("B.I.1/2025", nik=""),
        raw("BI.2/2025", nik=""),
    ]
    assert outcomes(judged(*rows)) == [
        ("error", ["unknown_sex"]),
        ("error", ["duplicate_in_file"]),
        ("error", ["duplicate_in_file", "missing_nik"]),
        ("warning", ["missing_nik"]),
    ]
    unnumbered = judged(raw(""), raw("", nik=""))
    assert outcomes(unnumbered)[1] == ("error", ["missing_register_number", "missing_nik"])


def test_a_nik_belongs_to_one_person():
    judgement = judged(raw(), raw("BI.2/2025", sex="P"), raw("BI.1/2025"))
    assert outcomes(judgement) == [("new", []), ("warning", ["bad_nik"]), ("error", ["duplicate_in_file"])]
    assert [row.row.nik for row in judgement.rows[:2]] == ["3304091303700025", ""]
    assert outcomes(judged(raw("BI.2/2025"), stored=STORED)) == [("warning", ["bad_nik"])]
    # Whose row is an error does not get the number; who has left has given it back.
    assert outcomes(judged(raw(sex="?"), raw("BI.2/2025")))[1] == ("new", [])
    assert outcomes(judged(raw("BI.2/2025"), stored=STORED, nik_holders={})) == [("new", [])]


def test_exchanged_niks_are_both_left_alone():
    other = "3304091303700026"
    first = judged(raw(), raw("BI.2/2025", nik=other))
    swapped = judged(raw(nik=other), raw("BI.2/2025"), stored=stored_from(first))
    assert outcomes(swapped) == [("unchanged", ["bad_nik"])] * 2


def test_a_stored_expiry_date_is_not_left_before_a_new_admission():
    stored = {"BI.1/2025": STORED["BI.1/2025"] | {"expires_on": date(2026, 1, 31)}}
    late = raw(admitted_on="2026-02-01", expires_on="")
    assert outcomes(judged(late, stored=stored)) == [
        ("error", ["expiry_before_admission", "missing_expiry_date"])
    ]
    assert outcomes(judged(late)) == [("warning", ["missing_expiry_date"])]


def test_json_has_exactly_the_shape_of_the_contract():
    judgement = judged(
        raw(line=2), raw("BI.2/2025", nik="", line=5), raw("", line=7), raw("BI.3/2025", nik="", line=8)
    )
    assert judgement.as_json() == {
        "rows": [
            {"line": 2, "register_number": "BI.1/2025", "outcome": "new", "codes": []},
            {"line": 5, "register_number": "BI.2/2025", "outcome": "warning", "codes": ["missing_nik"]},
            {
                "line": 7,
                "register_number": "",
                "outcome": "error",
                "codes": ["missing_register_number", "bad_nik"],
            },
            {"line": 8, "register_number": "BI.3/2025", "outcome": "warning", "codes": ["missing_nik"]},
        ],
        "totals": {"error": 1, "new": 1, "warning": 2},
    }
    assert judged().as_json() == {"rows": [], "totals": {}}
    kinds = {type(value) for row in judgement.as_json()["rows"] for value in (row["outcome"], *row["codes"])}
    assert kinds == {str}


def test_keys_are_those_of_register_key():
    assert set(STORED) == {register_key("BI.1/2025")}
