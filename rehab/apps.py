"""The rehabilitation programme."""

from django.apps import AppConfig


class RehabConfig(AppConfig):
    """Tier decisions, tracks, placements, sessions and attendance."""

    name = "rehab"
    label = "rehab"
