"""What shares something stays together, everything else is spread."""

import pytest

from tests.scheduling import TOGETHER, Together
from tests.settings import BASE_DIR

scope = Together._split_scope


def test_walks_of_two_files_go_to_one_worker():
    first, second = "tests/journeys/test_registrar.py::test_a", "tests/journeys/test_head.py::test_b[3]"
    assert scope(None, first) == scope(None, second)


def test_two_tests_of_one_file_may_go_to_two_workers():
    assert scope(None, "tests/inmates/test_a.py::test_a") != scope(None, "tests/inmates/test_a.py::test_b")


@pytest.mark.parametrize("path", TOGETHER)
def test_what_is_kept_together_is_there(path):
    assert (BASE_DIR / path).exists()
