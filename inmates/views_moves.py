"""Moving people between cells: choosing, looking at what it makes of the cells, doing it, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from inmates import queries_moves, queries_whereabouts, services_moves
from inmates.access import open_place
from inmates.forms_moves import MoveForm, PeopleToMove, is_looking, so_far, without_who_stays
from inmates.models import CellPlace
from inmates.queries_people import custody_of
from inmates.refusals import OverCapacity
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.beside import say_beside
from rutan.core.errors import Refused


@requires(Permission.CELL_EDIT)
def move(request: SignedInRequest) -> HttpResponse:
    """Choose people and a cell; the second step shows what becomes of the cells, the third does it."""
    form = _form(request)
    if not form.is_valid():
        return _choosing(request, form, status=422 if form.is_bound else 200)
    if request.POST.get("step") != "do":
        return _preview(request, form)
    try:
        moved = _do(request, form)
    except OverCapacity:
        return _preview(request, form, status=422)
    except Refused as refusal:
        say_beside(form, refusal)
        return _choosing(request, form, status=422)
    words = ngettext("%(count)d person was moved.", "%(count)d people were moved.", len(moved))
    messages.success(request, words % {"count": len(moved)})
    return redirect("inmates:places")


@requires(Permission.CELL_EDIT)
@require_POST
def undo(request: SignedInRequest, place_id: int) -> HttpResponse:
    """Take back somebody's last move."""
    place = open_place(request.user, place_id)
    try:
        services_moves.undo_move(place=place, by=request.user)
        messages.success(request, _("The move was undone."))
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("inmates:register", place.inmate_id)


def _form(request: SignedInRequest) -> MoveForm:
    """What was sent; unsent, with what was entered so far, while somebody still looks for people."""
    people = custody_of(request.user, here()).by_name()
    cells = queries_whereabouts.cells_to_choose(here())
    sent = without_who_stays(request.POST)
    if not sent or is_looking(sent):
        entered = so_far(sent) if sent else {"people": request.GET.getlist("person")}
        return MoveForm(None, people=people, cells=cells, initial=entered)
    return MoveForm(sent, people=people, cells=cells)


def _choosing(request: SignedInRequest, form: MoveForm, *, status: int) -> HttpResponse:
    """Those who are ticked, and a page of the people to choose from, as far as they are narrowed down."""
    facility = here()
    if request.method == "POST":
        choice = PeopleToMove(request.POST, facility=facility)
    else:
        choice = PeopleToMove.of_address(request.GET.dict(), facility=facility)
    everybody = queries_whereabouts.whereabouts(request.user, facility, on=clock.today())
    ticked = {str(each) for each in form["people"].value() or ()}
    found = queries_moves.candidates(
        everybody, choice.among, choice.narrowed_by, ticked=ticked, number=choice.number
    )
    record(action="inmates.list.opened", by=request.user, facility=facility, count=len(found.rows))
    context = {"form": form, "choice": choice, "found": found, "house_is_empty": not everybody}
    return render(request, "inmates/move.html", context, status=status)


def _preview(request: SignedInRequest, form: MoveForm, *, status: int = 200) -> HttpResponse:
    """What the moves make of the cells that people leave and come into, and who may not come together there."""
    made = queries_moves.preview(form.cleaned_data["people"], form.target)
    choice = PeopleToMove(request.POST, facility=here())
    context = {"form": form, "preview": made, "choice": choice}
    return render(request, "inmates/move_preview.html", context, status=status)


def _do(request: SignedInRequest, form: MoveForm) -> list[CellPlace]:
    found: dict[str, Any] = form.cleaned_data
    same = {"by": request.user, "request_key": found["request_key"], "reason": found["reason"]}
    if found["swap"]:
        one, other = found["people"]
        return services_moves.swap(one=one, other=other, **same)
    assert form.target is not None  # the form asks for it
    people = list(found["people"])
    return services_moves.move(
        people=people, cell=form.target, at=found["at"], confirmed=found["confirmed"], **same
    )
