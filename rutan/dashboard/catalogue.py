"""All figures of the dashboard by their codes: what is not in here has no page of rows."""

from rutan.dashboard.figure import Figure
from rutan.dashboard.figures_people import (
    FUNNEL,
    IN_PROGRAMME,
    LEAVING_FIGURE,
    OUTCOMES,
    QUALITY,
    RELEASES,
    STAGES_TODAY,
    UNDECIDED,
    UNPLACED,
    UNSCREENED,
)
from rutan.dashboard.figures_work import ATTENDANCE, HELD, OLD_DRAFTS, PLANNED, SESSIONS, TO_MARK, TRAINING

# What is shown beside the month before.
COMPARED = (IN_PROGRAMME, UNSCREENED, PLANNED, HELD)
OVERDUE = (UNDECIDED, UNPLACED, TO_MARK, OLD_DRAFTS)
FIGURES: tuple[Figure, ...] = (
    IN_PROGRAMME,
    UNSCREENED,
    LEAVING_FIGURE,
    RELEASES,
    *FUNNEL,
    STAGES_TODAY,
    *SESSIONS,
    ATTENDANCE,
    OUTCOMES,
    *TRAINING,
    *OVERDUE,
    *QUALITY,
)
BY_CODE = {figure.code: figure for figure in FIGURES}
