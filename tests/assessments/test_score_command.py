"""``manage.py score``: every vector of the instruments we have, as others script against it."""

import json
import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.domain.registry import INSTRUMENTS

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests" / "data" / "instruments" / "vectors.json").read_text())


def scored(instrument, given, monkeypatch):
    """Hand the answers in on standard input and read what is printed."""
    content = given if isinstance(given, bytes) else json.dumps(given).encode()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(content)))
    printed = StringIO()
    call_command("score", instrument, stdout=printed)
    return json.loads(printed.getvalue())


@pytest.mark.parametrize("code", sorted(INSTRUMENTS))
def test_a_list_of_all_vectors_gives_the_list_of_their_results(code, monkeypatch):
    vectors = [each for each in VECTORS if each["instrument"] == code]
    results = scored(code, [each["answers"] for each in vectors], monkeypatch)
    assert len(vectors) == len(results) == 6
    for vector, result in zip(vectors, results, strict=True):
        assert set(result) == {"complete", "missing", "scores", "bands", "flags"}
        assert {key: result[key] for key in vector["expected"]} == vector["expected"]


def test_one_object_gives_one_result_and_what_is_open_is_null(monkeypatch):
    result = scored("dast10", {"1": True}, monkeypatch)
    assert result == {
        "complete": False,
        "missing": [str(number) for number in range(2, 11)],
        "scores": {"total": None},
        "bands": {"total": None},
        "flags": [],
    }
    assert scored("dast10", [], monkeypatch) == []


def test_a_file_is_read_without_any_database(tmp_path):
    file = tmp_path / "answers.json"
    file.write_text("\ufeff" + json.dumps({str(number): 3 for number in range(1, 10)}), encoding="utf-8")
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "PULIH"))
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "score", "phq9", str(file)],
        cwd=ROOT,
        env=environment | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, json.loads(done.stdout)) == (
        0,
        {"complete": True, "missing": [], "scores": {"total": 27}, "bands": {"total": "severe"}, "flags": ["self_harm"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("instrument", "given", "said"),
    [
        ("gad7", b"{}", "there is no instrument gad7; known: assist, dast10, phq9"),
        ("phq9", b"{", "this is no JSON"),
        ("phq9", b"\xff\xfe{", "this is no JSON"),
        ("phq9", b"7", "answers are a JSON object"),
        ("phq9", b'[{}, "x"]', "answers are a JSON object"),
    ],
)
def test_what_cannot_be_read_is_said(instrument, given, said, monkeypatch):
    with pytest.raises(CommandError, match=said):
        scored(instrument, given, monkeypatch)
    with pytest.raises(CommandError, match="No such file"):
        call_command("score", "phq9", "nowhere.json")
