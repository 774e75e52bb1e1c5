"""Letters that leave the house."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Numbering, signatories, issued documents and their public check page."""

    name = "rutan.letters"
    label = "letters"
