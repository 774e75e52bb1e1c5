"""The rehabilitation programme."""

from django.apps import AppConfig


class RehabConfig(AppConfig):
    """Tier decisions, tracks, placements, sessions and attendance."""

    name = "rehab"
    label = "rehab"

    def ready(self) -> None:
        """Say what a departure touches here, and what sessions are called for whoever may not know a tier."""
        from inmates.consequences import register, register_rests
        from rehab import naming, touched
        from rutan.timetable import naming as sessions
        from rutan.timetable.enums import ActivityKind

        register(touched.PLACEMENTS)
        register_rests(touched.resting_on)
        sessions.register(ActivityKind.REHAB, naming.SESSIONS)
