"""Who is in custody."""

from django.apps import AppConfig


class InmatesConfig(AppConfig):
    """The register, consent, and who may see a record."""

    name = "inmates"
    label = "inmates"
