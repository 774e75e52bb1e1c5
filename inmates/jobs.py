"""Background work on the register."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from inmates import services, services_undo
from inmates.models import RegisterImport
from inmates.services_storing import Tell
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
    return _work_on(register_import_id, services.judge_handed_in, run)


@job(
    "inmates.apply_register",
    label=gettext_lazy("Storing the register"),
    permission=Permission.REGISTER_IMPORT,
)
def apply_register(run: Run, register_import_id: int) -> dict[str, Any]:
    """Store the good rows of a confirmed file."""
    return _work_on(register_import_id, services.apply_register, run)


@job(
    services_undo.UNDO,
    label=gettext_lazy("Undoing the import"),
    permission=Permission.REGISTER_IMPORT,
)
def undo_register(run: Run, register_import_id: int) -> dict[str, Any]:
    """Take back what a stored file wrote, for whoever asked."""
    assert run.job.requested_by  # nobody else asks for it
    undo = partial(services_undo.undo_import, by=run.job.requested_by)
    return _work_on(register_import_id, lambda file, tell: undo(register_import=file, tell=tell), run)


def _work_on(
    register_import_id: int, service: Callable[[RegisterImport, Tell], RegisterImport], run: Run
) -> dict[str, Any]:
    """Do it to the file, say how far it is, and lead to the page of the file."""
    done = service(RegisterImport.objects.get(pk=register_import_id), run.progress)
    return {"url": reverse("inmates:import_show", args=[done.pk])}
