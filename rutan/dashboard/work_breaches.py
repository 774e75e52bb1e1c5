"""Work on breaches of personal data: notices that must be sent within 3 × 24 hours, or should have been."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rutan.accounts.permissions import Permission as P
from rutan.dashboard.figure import Figure
from rutan.dashboard.reading import Reading
from rutan.dashboard.work import Tells, Tone, Work
from rutan.protection.models import Breach
from rutan.protection.models_breaches import BreachQuerySet


def _owed(reading: Reading) -> BreachQuerySet:
    rows: BreachQuerySet = Breach.objects.at(reading.facility)
    return rows.unnotified().with_due()


WORK_ON_BREACHES = (
    Work(
        Figure(
            "breaches_late",
            _("Breaches told too late"),
            _("Breaches of personal data of which a notice should have been sent within 3 × 24 hours."),
            lambda reading: _owed(reading).due_before(reading.now),
            of_today=True,
            oldest="until",
        ),
        (P.BREACH_EDIT,),
        lambda count: ngettext(
            "%(count)d data breach: the notices are overdue",
            "%(count)d data breaches: the notices are overdue",
            count,
        ),
        tone=Tone.ACT,
        page="protection:breaches",
    ),
    Work(
        Figure(
            "breaches",
            _("Breaches to be told"),
            _("Breaches of personal data of which a notice must still be sent, within 3 × 24 hours."),
            lambda reading: _owed(reading).not_due_before(reading.now),
            of_today=True,
            oldest="until",
        ),
        (P.BREACH_EDIT,),
        lambda count: ngettext(
            "%(count)d data breach: notices must be sent within 3 × 24 hours",
            "%(count)d data breaches: notices must be sent within 3 × 24 hours",
            count,
        ),
        tells=Tells.UNTIL,
        tone=Tone.ACT,
        page="protection:breaches",
    ),
)

__all__ = ["WORK_ON_BREACHES"]
