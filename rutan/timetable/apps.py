"""Who is where, and when."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    """Rooms, protected hours, readiness, bookings and the claims that guard them."""

    name = "rutan.timetable"
    label = "timetable"

    def ready(self) -> None:
        """Say what a departure touches here."""
        from inmates.consequences import register
        from rutan.timetable import touched

        register(touched.SESSIONS, touched.COACHING)
