"""The demo."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """An invented rutan; nothing in it is a real person."""

    name = "rutan.demo"
    label = "demo"
