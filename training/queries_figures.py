"""Figures of training: each is a named set of rows that reports, lists and the dashboard compose."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rutan.agencies.models import Facility
from rutan.letters.enums import DocumentKind
from rutan.letters.models import IssuedDocument
from training.models import Batch, Enrolment


@dataclass(frozen=True)
class TrainingFigures:
    """What a report says about training in a period."""

    enrolled: int
    completed: int
    certificates: int
    running_batches: int
    waiting_now: int


def enrolled_in(facility: Facility, first: date, last: date) -> QuerySet[Enrolment]:
    """Those who got a place in a period, both ends included, whatever became of them."""
    return Enrolment.objects.at(facility).enrolled_between(first, last)


def completed_in(facility: Facility, first: date, last: date) -> QuerySet[Enrolment]:
    """Those who completed a course in a period, both ends included."""
    return Enrolment.objects.at(facility).completed().ended_between(first, last)


def certificates_in(facility: Facility, first: date, last: date) -> QuerySet[IssuedDocument]:
    """Certificates that bear a day of a period and are still valid."""
    issued = IssuedDocument.objects.at(facility).of_kind(DocumentKind.TRAINING_CERTIFICATE)
    return issued.issued_within(first, last).valid()


def running_in(facility: Facility, first: date, last: date) -> QuerySet[Batch]:
    """Batches taught at some time of a period, those finished since among them."""
    return Batch.objects.at(facility).taught_within(first, last)


def waiting_at(facility: Facility) -> QuerySet[Enrolment]:
    """Those who wait for a place now."""
    return Enrolment.objects.at(facility).waiting()


def figures(facility: Facility, first: date, last: date) -> TrainingFigures:
    """Return the figures of a period: five queries."""
    return TrainingFigures(
        enrolled=enrolled_in(facility, first, last).count(),
        completed=completed_in(facility, first, last).count(),
        certificates=certificates_in(facility, first, last).count(),
        running_batches=running_in(facility, first, last).count(),
        waiting_now=waiting_at(facility).count(),
    )
