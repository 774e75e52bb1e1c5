"""The rehabilitation programme."""

from django.apps import AppConfig


class RehabConfig(AppConfig):
    """Tier decisions, tracks, placements, sessions and attendance."""

    name = "rehab"
    label = "rehab"

    def ready(self) -> None:
        """Say what a departure touches here."""
        from inmates.consequences import register, register_rests
        from rehab import touched

        register(touched.PLACEMENTS)
        register_rests(touched.resting_on)
