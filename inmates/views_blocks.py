"""Blocks and cells themselves."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inmates import queries_whereabouts, services_blocks
from inmates.access import open_block, open_cell
from inmates.forms_places import BlockForm, CellForm, NewBlockForm, NewCellForm
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.core import clock
from rutan.core.errors import Refused


@requires(Permission.BLOCK_EDIT)
def blocks(request: SignedInRequest) -> HttpResponse:
    """The blocks and cells in use, for how many and for whom."""
    board = queries_whereabouts.occupancy_board(here(), on=clock.today())
    return render(request, "inmates/blocks.html", {"board": board})


@requires(Permission.BLOCK_EDIT)
def block_new(request: SignedInRequest) -> HttpResponse:
    """Add a block."""
    form = NewBlockForm(request.POST or None)
    return _written(
        request,
        form,
        _("Add a block"),
        lambda given: services_blocks.add_block(facility=here(), by=request.user, **given),
    )


@requires(Permission.BLOCK_EDIT)
def block_change(request: SignedInRequest, block_id: int) -> HttpResponse:
    """Name a block anew, or give it to the other sex."""
    block = open_block(block_id)
    initial = {"code": block.code, "name": block.name, "sex": block.sex}
    form = BlockForm(request.POST or None, initial=initial)
    return _written(
        request,
        form,
        _("Block"),
        lambda given: services_blocks.change_block(block=block, by=request.user, **given),
        block,
    )


@requires(Permission.BLOCK_EDIT)
def cell_new(request: SignedInRequest, block_id: int) -> HttpResponse:
    """Add a cell to a block."""
    block = open_block(block_id)
    form = NewCellForm(request.POST or None)
    return _written(
        request,
        form,
        _("Add a cell"),
        lambda given: services_blocks.add_cell(block=block, by=request.user, **given),
        block,
    )


@requires(Permission.BLOCK_EDIT)
def cell_change(request: SignedInRequest, cell_id: int) -> HttpResponse:
    """Name a cell anew, or say for how many it is."""
    cell = open_cell(cell_id)
    form = CellForm(request.POST or None, initial={"code": cell.code, "capacity": cell.capacity})
    return _written(
        request,
        form,
        _("Cell"),
        lambda given: services_blocks.change_cell(cell=cell, by=request.user, **given),
        cell,
    )


@requires(Permission.BLOCK_EDIT)
@require_POST
def block_close(request: SignedInRequest, block_id: int) -> HttpResponse:
    """Close an empty block with its cells."""
    block = open_block(block_id)
    return _closed(request, lambda: services_blocks.close_block(block=block, by=request.user), block.code)


@requires(Permission.BLOCK_EDIT)
@require_POST
def cell_close(request: SignedInRequest, cell_id: int) -> HttpResponse:
    """Close an empty cell."""
    cell = open_cell(cell_id)
    return _closed(request, lambda: services_blocks.close_cell(cell=cell, by=request.user), cell.code)


def _written(
    request: SignedInRequest,
    form: forms.Form,
    heading: str,
    write: Callable[[dict[str, Any]], Any],
    subject: object = None,
) -> HttpResponse:
    """Write what was entered and show the blocks, or the form again with what is wrong."""
    if form.is_valid():
        try:
            write(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("inmates:blocks")
    context = {"form": form, "heading": heading, "subject": subject, "cancel_url": reverse("inmates:blocks")}
    return render(request, "inmates/block_form.html", context, status=422 if form.is_bound else 200)


def _closed(request: SignedInRequest, close: Callable[[], None], code: str) -> HttpResponse:
    try:
        close()
        messages.success(request, _("%(code)s was closed.") % {"code": code})
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("inmates:blocks")
