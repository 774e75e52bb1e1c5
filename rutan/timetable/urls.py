"""Pages of the timetable."""

from django.urls import path

from rutan.timetable import (
    views,
    views_bookings,
    views_hours,
    views_movements,
    views_readiness,
    views_rooms,
)

app_name = "timetable"
urlpatterns = [
    path("", views.week, name="week"),
    path("print/", views.week_print, name="week_print"),
    path("lay/", views_bookings.lay, name="lay"),
    path("<int:booking_id>/", views.show, name="show"),
    path("<int:booking_id>/move/", views_bookings.move, name="move"),
    path("<int:booking_id>/drop/", views_bookings.drop, name="drop"),
    path("<int:booking_id>/swap/", views_bookings.swap, name="swap"),
    path("<int:booking_id>/people/", views_bookings.people, name="people"),
    path("<int:booking_id>/cancel/", views_bookings.cancel, name="cancel"),
    path("<int:booking_id>/held/", views_bookings.held, name="held"),
    path("rooms/", views_rooms.rooms, name="rooms"),
    path("rooms/new/", views_rooms.room_new, name="room_new"),
    path("rooms/day/", views_rooms.day, name="day"),
    path("rooms/<int:room_id>/", views_rooms.room_change, name="room"),
    path("rooms/<int:room_id>/give-up/", views_rooms.room_give_up, name="room_give_up"),
    path("hours/", views_hours.hours, name="hours"),
    path("hours/new/", views_hours.hours_new, name="hours_new"),
    path("hours/<int:hours_id>/", views_hours.hours_change, name="hours_change"),
    path("hours/<int:hours_id>/withdraw/", views_hours.hours_withdraw, name="hours_withdraw"),
    path("hours/<int:hours_id>/people/", views_hours.participants, name="participants"),
    path(
        "hours/<int:hours_id>/people/<int:participant_id>/end/",
        views_hours.participant_end,
        name="participant_end",
    ),
    path("not-ready/", views_readiness.periods, name="not_ready"),
    path("not-ready/new/", views_readiness.declare, name="not_ready_new"),
    path("not-ready/<int:period_id>/withdraw/", views_readiness.withdraw, name="not_ready_withdraw"),
    path("movements/", views_movements.movements, name="movements"),
    path("movements/print/", views_movements.movements_print, name="movements_print"),
]
