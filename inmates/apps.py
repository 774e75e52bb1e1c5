"""Who is in custody."""

from django.apps import AppConfig


class InmatesConfig(AppConfig):
    """The register, consent, and who may see a record."""

    name = "inmates"
    label = "inmates"

    def ready(self) -> None:
        """Say what a departure touches here."""
        from inmates import touched
        from inmates.consequences import register

        register(touched.OPENED, touched.CONSENTS)
