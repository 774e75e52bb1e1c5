"""Reads about people in custody."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from inmates.domain.columns import NO_MEANINGS, Meanings
from inmates.domain.judging import Judgement, judge, without_moves
from inmates.domain.person_facts import FACTS
from inmates.domain.register_codes import register_key
from inmates.enums import CustodyState
from inmates.models import Cell, Inmate, RegisterImport
from inmates.queries_apart import kept_back
from inmates.register_file import read_register_file
from rutan.agencies.models import Facility

FIELDS = (*FACTS, "register_number", "register_code", "admitted_on", "expires_on")


def register_of(facility: Facility) -> dict[str, dict[str, Any]]:
    """Return what is stored of a facility's people, by the key of their register number, ``cell`` by its code."""
    people = Inmate.objects.at(facility).values("pk", "state", "cell__code", *FIELDS)
    return {
        register_key(person["register_number"]): person
        | {
            "cell": person["cell__code"] or "",
            "is_here": person["state"] == CustodyState.IN_CUSTODY,
            "is_merged": person["state"] == CustodyState.MERGED,
        }
        for person in people
    }


def judge_register(
    content: bytes, *, facility: Facility, on: date, meanings: Meanings = NO_MEANINGS
) -> Judgement:
    """Judge a register file against what is stored.

    :param meanings: what the office has said its headings mean.
    :raises RegisterFileUnreadable: when it is no register file.
    """
    return judge_against(register_of(facility), content, facility=facility, on=on, meanings=meanings)


def judge_against(
    stored: Mapping[str, Mapping[str, Any]],
    content: bytes,
    *,
    facility: Facility,
    on: date,
    meanings: Meanings = NO_MEANINGS,
) -> Judgement:
    """Judge a file against a register that was read already."""
    holders = {
        person["nik"]: key
        for key, person in stored.items()
        if person["nik"] and person["state"] == CustodyState.IN_CUSTODY
    }
    cells = {cell.code: cell for cell in Cell.objects.at(facility).in_use()}
    rows = read_register_file(content, meanings)
    judged = judge(rows, on=on, stored=stored, places=cells, nik_holders=holders)
    moves = {row.key: cells[row.row.cell] for row in judged.rows if row.moves}
    return without_moves(judged, held_moves(stored, moves))


def held_moves(stored: Mapping[str, Mapping[str, Any]], moves: Mapping[str, Cell]) -> set[str]:
    """Return who of those whom a file moves must stay, by the keys of their register numbers."""
    people = {stored[key]["pk"]: key for key in moves}
    held = kept_back({person: moves[key] for person, key in people.items()})
    return {people[person] for person in held}


def recent_imports(facility: Facility, count: int = 10) -> QuerySet[RegisterImport]:
    """The files handed in last, without their contents."""
    return RegisterImport.objects.filter(facility=facility).defer("content").order_by("-pk")[:count]
