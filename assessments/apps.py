"""Instruments as they are taken."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Answers, scores, signatures, assessors and their certificates."""

    name = "assessments"
    label = "assessments"
