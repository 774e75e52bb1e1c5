"""Work on those who are kept apart: who is together all the same, in cells today and in sessions to come."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inmates.queries_apart import too_near_now
from inmates.queries_apart_pages import reached_by
from rutan.accounts.permissions import Permission as P
from rutan.dashboard.figure import Figure
from rutan.dashboard.figures_work import BEGINS
from rutan.dashboard.work import Tells, Tone, Work
from rutan.timetable.models import Booking
from rutan.timetable.queries_apart import together_all_the_same

IN_SESSIONS = "apart_in_sessions"
WORK_ON_THE_APART = (
    Work(
        Figure(
            "apart_in_cells",
            _("Kept together though they may not be"),
            _("Pairs of people in custody who are kept in one cell or block today and may not be."),
            lambda reading: too_near_now(
                reached_by(reading.user, reading.facility).select_related(None), on=reading.today
            ),
            of_today=True,
            oldest="opened_at",
        ),
        (P.CELL_EDIT, P.TIER_DECIDE),
        lambda count: ngettext(
            "%(count)d pair is kept together and may not be",
            "%(count)d pairs are kept together and may not be",
            count,
        ),
        tone=Tone.ACT,
        besides=(P.KEEP_APART_VIEW,),
    ),
    Work(
        Figure(
            IN_SESSIONS,
            _("Sessions with people who may not be together"),
            _("Sessions still to come in which two people are expected who may not be together."),
            lambda reading: (
                together_all_the_same(reading.facility, now=reading.now)
                .filter(pk__in=Booking.objects.visible_to(reading.user).values("pk"))
                .annotate(begins_at=BEGINS)
            ),
            of_today=True,
            oldest="begins_at",
        ),
        (P.TIMETABLE_EDIT, P.MOVEMENT_VIEW),
        lambda count: ngettext(
            "%(count)d session brings people together who may not be",
            "%(count)d sessions bring people together who may not be",
            count,
        ),
        tone=Tone.ACT,
        tells=Tells.UNTIL,
        besides=(P.KEEP_APART_VIEW,),
    ),
)

__all__ = ["IN_SESSIONS", "WORK_ON_THE_APART"]
