"""Which of the parallel workers a test goes to."""

from xdist.scheduler import LoadScopeScheduling

# What shares something only one process may hold, by the beginning of its path.
TOGETHER = {
    "tests/journeys/": "journeys",  # one site: two would share one broker and take each other's jobs
    "tests/rutan/test_embedded.py": "servers",
    "tests/rutan/test_run.py": "servers",
}


class Together(LoadScopeScheduling):
    """Each test wherever there is time, but those that share something to one worker.

    The groups of xdist 3.8 do not do it: they are written to an attribute that pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((group for path, group in TOGETHER.items() if nodeid.startswith(path)), nodeid)
