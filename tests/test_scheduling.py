"""The walks stay together, everything else is spread."""

from tests.scheduling import WalksTogether

scope = WalksTogether._split_scope


def test_walks_of_two_files_go_to_one_worker():
    first, second = "tests/journeys/test_registrar.py::test_a", "tests/journeys/test_head.py::test_b[3]"
    assert scope(None, first) == scope(None, second)


def test_two_tests_of_one_file_may_go_to_two_workers():
    assert scope(None, "tests/inmates/test_a.py::test_a") != scope(None, "tests/inmates/test_a.py::test_b")
