"""Which of the parallel workers a test goes to."""

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"


class WalksTogether(LoadScopeScheduling):
    """Each test wherever there is time, but all walks of the browser to one worker: they share one site.

    Two sites would share one broker, and each one's Celery worker would be told of the other's jobs. The groups of
    xdist 3.8 do not keep them together: they are written to an attribute that pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid
