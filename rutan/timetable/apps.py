"""Who is where, and when."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    """Rooms, protected hours, readiness, bookings and the claims that guard them."""

    name = "rutan.timetable"
    label = "timetable"
