"""Background work on the register."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inmates import services
from inmates.models import RegisterImport
from rutan.accounts.permissions import Permission
from rutan.jobs.registry import job
from rutan.jobs.run import Run


@job(
    "inmates.judge_register",
    label=gettext_lazy("Reading the register file"),
    permission=Permission.REGISTER_IMPORT,
)
def judge_register(run: Run, register_import_id: int) -> dict[str, Any]:
    """Make the preview of a file that was handed in."""
    run.progress(1, 3, _("Reading and judging the rows"))
    handed_in = services.judge_handed_in(RegisterImport.objects.get(pk=register_import_id))
    return {"url": reverse("inmates:import_show", args=[handed_in.pk])}


@job(
    "inmates.apply_register",
    label=gettext_lazy("Storing the register"),
    permission=Permission.REGISTER_IMPORT,
)
def apply_register(run: Run, register_import_id: int) -> dict[str, Any]:
    """Store the good rows of a confirmed file."""
    run.progress(1, 3, _("Storing the rows"))
    applied = services.apply_register(RegisterImport.objects.get(pk=register_import_id))
    return {"url": reverse("inmates:import_show", args=[applied.pk])}
