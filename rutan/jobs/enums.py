"""Names of choices stored by the package."""

from django.db import models


class FileFormat(models.TextChoices):
    """What a file of a list is written as."""

    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"
