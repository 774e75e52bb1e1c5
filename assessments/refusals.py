"""What can be refused about a form or a certificate; ``messages`` are whole sentences."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from assessments import wording
from assessments.domain.answers import Problem
from assessments.domain.certificates import Lack
from assessments.domain.instrument import Instrument
from rutan.core.dates import clock
from rutan.core.errors import Refused


class AssessmentRefused(Refused):
    """A form could not be started, saved, discarded, signed or declared void."""


class DraftExists(AssessmentRefused):
    """The assessor is already filling in this instrument for this person."""

    def __init__(self, draft_id: int) -> None:
        super().__init__(_("You have begun this form for this person already; here it is."))
        self.draft_id = draft_id


class DraftMovedOn(AssessmentRefused):
    """The draft was saved elsewhere since the page was loaded."""

    def __init__(self, saved_at: datetime) -> None:
        text = _("This form was saved in another window at %(time)s. What you see here is not stored.")
        super().__init__(text % {"time": clock(saved_at)})


class AnswersWouldDrop(AssessmentRefused):
    """Answers given earlier no longer belong to the form; they are dropped only when that is confirmed."""

    def __init__(self, instrument: Instrument, paths: Sequence[str]) -> None:
        names = [wording.question(instrument, path) for path in paths]
        super().__init__(_("Answers that no longer belong to the form would be deleted:"), *names)
        self.paths, self.names = tuple(paths), names


class SignRefused(AssessmentRefused):
    """A form cannot be signed: everything that stands in the way, not only the first."""

    def __init__(
        self,
        instrument: Instrument,
        problems: Sequence[Problem] = (),
        missing: Sequence[str] = (),
        lack: Lack | None = None,
    ) -> None:
        self.problems, self.missing, self.lack = tuple(problems), tuple(missing), lack
        sentences = [wording.problem(instrument, each) for each in problems]
        if missing:
            sentences.append(wording.unanswered(len(missing)))
        if lack:
            sentences.append(wording.lack(lack))
        super().__init__(*sentences)


class CertificateRefused(Refused):
    """A certificate could not be registered or withdrawn."""
