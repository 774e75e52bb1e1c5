"""Names of choices stored by the package."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FacilityKind(models.TextChoices):
    """Units of the corrections service (UPT) that may run a programme."""

    DETENTION_CENTRE = "rutan", _("Detention centre")
    PRISON = "lapas", _("Prison")
    JUVENILE_PRISON = "lpka", _("Juvenile prison")


class AgencyKind(models.TextChoices):
    """Partner agencies (instansi mitra)."""

    NARCOTICS = "bnnk", _("District narcotics agency (BNNK)")
    HEALTH = "dinkes", _("Health office (Dinas Kesehatan)")
    OTHER = "other", _("Other agency")
