"""Facilities, partner agencies and their agreements."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Who runs the programme together."""

    name = "rutan.agencies"
    label = "agencies"
