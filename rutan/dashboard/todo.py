"""Today's work: what waits for whom, each kind by the permission it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from rutan.accounts.scope import Scope
from rutan.core import dates
from rutan.dashboard import work_house as house
from rutan.dashboard import work_people as people
from rutan.dashboard.queries_counting import Tally, counted
from rutan.dashboard.reading import Reading
from rutan.dashboard.work import Tells, Tone, Work
from rutan.dashboard.work_apart import WORK_ON_THE_APART
from rutan.dashboard.work_breaches import WORK_ON_BREACHES

# In the order in which they are shown; what must be acted on today comes first all the same.
KINDS: tuple[Work, ...] = (
    *WORK_ON_BREACHES,
    *WORK_ON_THE_APART,
    people.TO_CONFIRM,
    *house.WORK_ON_REPORTS,
    people.LEAVING_SOON,
    *house.WORK_ON_SESSIONS,
    people.NO_CERTIFICATE,
    people.TO_SCREEN,
    people.OWN_DRAFTS,
    people.CERTIFICATE_EXPIRING,
    people.TO_DECIDE,
    people.TO_PLACE,
    people.NO_CONSENT,
    people.CONSENTS_LACKING,
    people.TO_CLOSE,
    people.LEFT_OPEN,
    people.ARRIVALS,
    people.NO_CASE_OFFICER,
    people.UNSEEN,
    *house.WORK_ON_TRAINING,
    *house.WORK_ON_THE_REGISTER,
    *house.WORK_ON_ACCOUNTS,
)
BY_CODE = {work.figure.code: work for work in KINDS}
TONES = list(Tone)


@dataclass(frozen=True)
class Todo:
    """One line of today's work: how many rows wait, and where they are."""

    code: str
    count: int
    sentence: str
    url: str
    when: str
    tone: str


def todays_work(scope: Scope, *, now: datetime) -> list[Todo]:
    """Return what waits for the scope's user at its facility, most pressing first: one query."""
    if scope.user is None or scope.facility is None:  # an agency without an agreement
        return []
    reading = Reading.of_today(scope.user, scope.facility, now)
    kinds = [work for work in KINDS if work.is_for(scope)]
    tallies = counted([work.figure for work in kinds], reading)
    found = [
        _todo(work, tallies[work.figure.code], reading) for work in kinds if tallies[work.figure.code].count
    ]
    return _most_pressing_first(found)


def _most_pressing_first(todos: Iterable[Todo]) -> list[Todo]:
    return sorted(todos, key=lambda todo: TONES.index(Tone(todo.tone)))


def _todo(work: Work, tally: Tally, reading: Reading) -> Todo:
    return Todo(
        code=work.figure.code,
        count=tally.count,
        sentence=work.words(tally.count) % {"count": tally.count},
        url=address(work),
        when=_when(work, tally, reading),
        tone=work.tone,
    )


def address(work: Work) -> str:
    """Where the very rows are: the page that lists them, or their page here."""
    if not work.page:
        return reverse("dashboard:work", args=[work.figure.code])
    return f"{reverse(work.page)}?{work.query}" if work.query else reverse(work.page)


def _when(work: Work, tally: Tally, reading: Reading) -> str:
    if tally.oldest is None or work.tells is Tells.NOTHING:
        return ""
    day = dates.distance(tally.oldest, reading.today)
    return (_("first %(day)s") if work.tells is Tells.UNTIL else _("oldest %(day)s")) % {"day": day}
